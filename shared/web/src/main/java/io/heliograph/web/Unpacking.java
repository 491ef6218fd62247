package io.heliograph.web;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.settings.Units;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongPredicate;

/** Reads what a packed body unpacks to, as far as limit and room allow, whatever it is packed with. */
final class Unpacking {
    private final long limit;
    private final LongPredicate room;

    /** {@code room} is asked for every piece before it is kept. */
    Unpacking(long limit, LongPredicate room) {
        this.limit = limit;
        this.room = room;
    }

    Buffer of(InputStream in, int packedBytes) throws IOException {
        Buffer plain = Buffer.buffer(packedBytes * 4);
        byte[] chunk = new byte[8192];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            if (plain.length() + (long) read > limit) {
                throw new Refused(
                        ProblemKind.BODY_TOO_LARGE,
                        "The body unpacks to over " + Units.formatBytes(limit) + " (http.inflated-limit).");
            }
            if (!room.test(read)) {
                throw Bodies.overloaded();
            }
            plain.appendBytes(chunk, 0, read);
        }
        return plain;
    }

    static Refused damaged(String encoding) {
        return new Refused(
                ProblemKind.DAMAGED_ENCODING, "The " + encoding + " stream is not whole: nothing of it was taken.");
    }
}
