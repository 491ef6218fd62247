package io.heliograph.web;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.settings.Units;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Unpacks a gzip body whole or not at all: the trailer's checksum and length must be there and right. */
final class Gzip {
    private final long limit;

    Gzip(long limit) {
        this.limit = limit;
    }

    Buffer inflate(Buffer packed) {
        Buffer plain = Buffer.buffer(packed.length() * 4);
        byte[] chunk = new byte[8192];
        try (Whole in = new Whole(packed.getBytes())) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (plain.length() + (long) read > limit) {
                    throw new Refused(
                            ProblemKind.BODY_TOO_LARGE,
                            "The body unpacks to over " + Units.formatBytes(limit) + " (http.inflated-limit).");
                }
                plain.appendBytes(chunk, 0, read);
            }
            if (!in.isAtItsEnd()) {
                throw damaged();
            }
            return plain;
        } catch (IOException e) {
            throw damaged();
        }
    }

    private static Refused damaged() {
        return new Refused(ProblemKind.DAMAGED_ENCODING, "The gzip stream is not whole: nothing of it was taken.");
    }

    /** Java passes over what follows a stream when that is no whole stream itself; this tells that there was something. */
    private static final class Whole extends GZIPInputStream {
        private static final int TRAILER = 8;

        /** With all of it in one buffer, what the inflater has not used is all that is left. */
        Whole(byte[] packed) throws IOException {
            super(new ByteArrayInputStream(packed), packed.length + 1);
        }

        boolean isAtItsEnd() {
            return inf.getRemaining() == TRAILER;
        }
    }
}
