package io.heliograph.contracts.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.msgpack.jackson.dataformat.MessagePackFactory;

/** The ways in which records become bytes: JSON and MessagePack towards callers, JSON between nodes. */
public final class Json {
    /** Towards callers: snake_case, raw documents written as they are, strict in what it takes. */
    public static final ObjectMapper HTTP = strict(new RawWriter(JsonGenerator::writeRawValue), new RawReader(true));

    /** Between nodes: the same, but a raw document travels as a string, so that not a byte of it changes. */
    public static final ObjectMapper WIRE = strict(new RawWriter(JsonGenerator::writeString), new RawReader(false));

    /** Towards callers who ask for MessagePack: the same members, a raw document as the maps and arrays that it describes. */
    public static final ObjectMapper MESSAGE_PACK = new ObjectMapper(new MessagePackFactory())
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .registerModule(new SimpleModule()
                    .addSerializer(new InstantWriter())
                    .addSerializer(new RawWriter(Json::transcode)));

    private static final JsonFactory RAW = new JsonFactory();

    private Json() {}

    private static ObjectMapper strict(RawWriter rawWriter, RawReader rawReader) {
        SimpleModule module = new SimpleModule()
                .addSerializer(new InstantWriter())
                .addDeserializer(Instant.class, new InstantReader())
                .addSerializer(rawWriter)
                .addDeserializer(RawJson.class, rawReader);
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // What is no double stays a number for as long as nobody asks for one.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                // Nothing is cut to fit: 2.9 is no whole number, nor is 2.0, and 5 is neither a text, a word nor a yes.
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .withCoercionConfig(LogicalType.Textual, Json::takesNoOtherScalar)
                .withCoercionConfig(LogicalType.Boolean, Json::takesNoNumber)
                .addModule(module)
                .build();
    }

    private static void takesNoNumber(MutableCoercionConfig wanted) {
        wanted.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
    }

    private static void takesNoOtherScalar(MutableCoercionConfig wanted) {
        takesNoNumber(wanted);
        wanted.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /** Token by token: integers stay integers, whatever has a fraction or an exponent becomes a double. */
    private static void transcode(JsonGenerator out, String text) throws IOException {
        try (JsonParser in = RAW.createParser(text)) {
            while (in.nextToken() != null) {
                // The library's way of copying text fails wherever that does not begin at the start of a buffer.
                if (in.currentToken() == JsonToken.VALUE_STRING) {
                    out.writeString(in.getText());
                } else {
                    out.copyCurrentEvent(in);
                }
            }
        }
    }

    private static final class InstantWriter extends StdSerializer<Instant> {
        InstantWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant time, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(Times.format(time));
        }
    }

    private static final class InstantReader extends StdDeserializer<Instant> {
        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = in.getValueAsString();
            try {
                return Times.asked(text);
            } catch (DateTimeException e) {
                throw JsonMappingException.from(in, "not a time: " + text, e);
            }
        }
    }

    /** One way of writing a raw document. */
    @FunctionalInterface
    private interface RawForm {
        void write(JsonGenerator out, String text) throws IOException;
    }

    private static final class RawWriter extends StdSerializer<RawJson> {
        private final transient RawForm form;

        RawWriter(RawForm form) {
            super(RawJson.class);
            this.form = form;
        }

        @Override
        public void serialize(RawJson json, JsonGenerator out, SerializerProvider provider) throws IOException {
            form.write(out, json.text());
        }
    }

    private static final class RawReader extends StdDeserializer<RawJson> {
        private final boolean asIs;

        RawReader(boolean asIs) {
            super(RawJson.class);
            this.asIs = asIs;
        }

        @Override
        public RawJson deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return new RawJson(asIs ? context.readTree(in).toString() : in.getText());
        }
    }
}
