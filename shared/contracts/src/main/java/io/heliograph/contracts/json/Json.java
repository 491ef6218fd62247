package io.heliograph.contracts.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** The two ways in which records become JSON: towards callers, and between nodes. */
public final class Json {
    /** Towards callers: snake_case, raw documents written as they are, strict in what it takes. */
    public static final ObjectMapper HTTP = mapper(true);

    /** Between nodes: the same, but a raw document travels as a string, so that not a byte of it changes. */
    public static final ObjectMapper WIRE = mapper(false);

    private Json() {}

    private static ObjectMapper mapper(boolean rawAsIs) {
        SimpleModule module = new SimpleModule()
                .addSerializer(new InstantWriter())
                .addDeserializer(Instant.class, new InstantReader())
                .addSerializer(new RawWriter(rawAsIs))
                .addDeserializer(RawJson.class, new RawReader(rawAsIs));
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .addModule(module)
                .build();
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
                return Times.parse(text);
            } catch (DateTimeException e) {
                throw JsonMappingException.from(in, "not a time: " + text, e);
            }
        }
    }

    private static final class RawWriter extends StdSerializer<RawJson> {
        private final boolean asIs;

        RawWriter(boolean asIs) {
            super(RawJson.class);
            this.asIs = asIs;
        }

        @Override
        public void serialize(RawJson json, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (asIs) {
                out.writeRawValue(json.text());
            } else {
                out.writeString(json.text());
            }
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
