package io.heliograph.launcher.commands.bench.ingest;

import io.vertx.core.buffer.Buffer;

/** A body that is made once and sent many times, each time with the time of sending and, if it has ids, with new ones. */
final class Body {
    private final Buffer bytes;
    private final int[] times;
    private final int[] ids;

    Body(Buffer bytes, int[] times, int[] ids) {
        this.bytes = bytes;
        this.times = times;
        this.ids = ids;
    }

    int length() {
        return bytes.length();
    }

    /** The same bytes in another buffer, behind others. */
    Body behind(Buffer head) {
        Buffer together =
                Buffer.buffer(head.length() + bytes.length()).appendBuffer(head).appendBuffer(bytes);
        return new Body(together, moved(times, head.length()), moved(ids, head.length()));
    }

    /** The bytes with these stamps in them; valid until the next call. */
    Buffer stamped(Stamps stamps) {
        byte[] now = stamps.now();
        for (int place : times) {
            bytes.setBytes(place, now);
        }
        for (int place : ids) {
            bytes.setBytes(place, stamps.nextId());
        }
        return bytes;
    }

    private static int[] moved(int[] places, int by) {
        int[] moved = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            moved[i] = places[i] + by;
        }
        return moved;
    }
}
