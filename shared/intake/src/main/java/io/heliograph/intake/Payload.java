package io.heliograph.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The JSON of an event's payload, in UTF-8 as it came, within the bytes of whatever it came with. */
public final class Payload {
    private final byte[] bytes;
    private final int from;
    private final int length;

    private Payload(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.from = from;
        this.length = length;
    }

    public static Payload of(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new Payload(bytes, 0, bytes.length);
    }

    /** The next so many bytes of a buffer with an array, which is shared. */
    static Payload next(ByteBuffer in, int length) {
        int from = in.position();
        in.position(from + length);
        return new Payload(in.array(), from, length);
    }

    /** The array in which it lies, from {@link #from()} until {@link #until()}; never to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    public int from() {
        return from;
    }

    public int until() {
        return from + length;
    }

    /** In bytes. */
    public int length() {
        return length;
    }

    /** Made anew at each call. */
    public String text() {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that
                && Arrays.equals(bytes, from, until(), that.bytes, that.from, that.until());
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(bytes, from, length).hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
