package io.heliograph.web;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Unpacks a gzip body whole or not at all: the trailer's checksum and length must be there and right. */
final class Gzip {
    private final Unpacking unpacking;

    Gzip(Unpacking unpacking) {
        this.unpacking = unpacking;
    }

    Buffer unpack(Buffer packed) {
        try (Whole in = new Whole(packed.getBytes())) {
            Buffer plain = unpacking.of(in, packed.length());
            if (!in.isAtItsEnd()) {
                throw Unpacking.damaged("gzip");
            }
            return plain;
        } catch (IOException e) {
            throw Unpacking.damaged("gzip");
        }
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
