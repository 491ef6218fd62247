package io.heliograph.launcher.commands.bench.ingest;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Puts a body together and remembers where its times and ids stand. */
final class BodyBuilder {
    private final Buffer bytes = Buffer.buffer();
    private final List<Integer> times = new ArrayList<>();
    private final List<Integer> ids = new ArrayList<>();

    BodyBuilder text(String text) {
        bytes.appendString(text);
        return this;
    }

    BodyBuilder octet(int octet) {
        bytes.appendByte((byte) octet);
        return this;
    }

    BodyBuilder number(double number) {
        bytes.appendDouble(number);
        return this;
    }

    BodyBuilder unsigned16(int number) {
        bytes.appendUnsignedShort(number);
        return this;
    }

    BodyBuilder time() {
        times.add(bytes.length());
        return text("0".repeat(Stamps.TIME_LENGTH));
    }

    BodyBuilder id() {
        ids.add(bytes.length());
        return text("0".repeat(Stamps.ID_LENGTH));
    }

    Body build() {
        return new Body(bytes, places(times), places(ids));
    }

    private static int[] places(List<Integer> places) {
        return places.stream().mapToInt(Integer::intValue).toArray();
    }
}
