package io.heliograph.contracts.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.heliograph.contracts.catalogue.Catalogue;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parcels between nodes: a type tag and two JSON documents, each behind its length. Inside a node they pass as they are. */
final class ParcelCodec implements MessageCodec<Parcel, Parcel> {
    static final String NAME = "heliograph/1";

    static final Map<String, Class<? extends Record>> VOCABULARY = vocabulary();

    @Override
    public void encodeToWire(Buffer out, Parcel parcel) {
        try {
            append(out, parcel.body().getClass().getSimpleName().getBytes(StandardCharsets.UTF_8));
            append(out, parcel.caller() == null ? new byte[0] : Json.WIRE.writeValueAsBytes(parcel.caller()));
            append(out, Json.WIRE.writeValueAsBytes(parcel.body()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of the vocabulary is always JSON", e);
        }
    }

    @Override
    public Parcel decodeFromWire(int position, Buffer in) {
        byte[] tag = read(in, position);
        byte[] caller = read(in, position + 4 + tag.length);
        byte[] body = read(in, position + 8 + tag.length + caller.length);
        Class<? extends Record> type = VOCABULARY.get(new String(tag, StandardCharsets.UTF_8));
        if (type == null) {
            throw new IllegalArgumentException("a word that this version does not know");
        }
        try {
            return new Parcel(
                    caller.length == 0 ? null : Json.WIRE.readValue(caller, Caller.class),
                    Json.WIRE.readValue(body, type));
        } catch (IOException e) {
            throw new IllegalArgumentException("not a parcel of this version", e);
        }
    }

    @Override
    public Parcel transform(Parcel parcel) {
        return parcel;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }

    private static void append(Buffer out, byte[] bytes) {
        out.appendInt(bytes.length).appendBytes(bytes);
    }

    private static byte[] read(Buffer in, int position) {
        int length = in.getInt(position);
        return in.getBytes(position + 4, position + 4 + length);
    }

    private static Map<String, Class<? extends Record>> vocabulary() {
        Stream<Class<? extends Record>> calls = Stream.concat(Catalogue.ALL.stream(), Catalogue.BETWEEN_NODES.stream())
                .flatMap(operation -> Stream.of(operation.input(), operation.output()));
        Stream<Class<? extends Record>> notices = Topics.ALL.stream().map(Topic::type);
        return Stream.concat(Stream.concat(calls, notices), Stream.of(Problem.class))
                .distinct()
                .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));
    }
}
