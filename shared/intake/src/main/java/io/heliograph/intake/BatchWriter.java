package io.heliograph.intake;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes accepted events in the form in which the journal keeps them, the members of an event in the order of the methods.
 * Used again and again.
 *
 * <pre>
 * batch  version u8 = 2 | project str | received i64 | count i32 | event*
 * event  timestamp i64 | id | type str | source str | agent str | payload length i32, bytes
 * id     kind u8 = 0, 16 bytes of a UUID of the hub; or kind u8 = 1, str of the sender
 * str    length u16, UTF-8 bytes; an absent source or agent has length 0
 * </pre>
 */
final class BatchWriter {
    static final byte VERSION = 2;
    static final byte HUB_ID = 0;
    static final byte OWN_ID = 1;

    /** What more a batch took is given back after it. */
    private static final int KEPT = 1 << 20;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[8192];
    private int length;
    private int countAt;
    private int count;
    private int payloadAt;

    /** Begins a batch. */
    void open(String project, long receivedAt) {
        length = 0;
        putByte(VERSION);
        text(project);
        putLong(receivedAt);
        countAt = length;
        putInt(0);
        count = 0;
    }

    void timestamp(long micros) {
        putLong(micros);
    }

    /** The two halves of an id that the hub gives. */
    void hubId(long high, long low) {
        putByte(HUB_ID);
        putLong(high);
        putLong(low);
    }

    void ownId(String id) {
        putByte(OWN_ID);
        text(id);
    }

    /** A name, empty if it is absent. */
    void name(Span name) {
        str(name.bytes(), name.from(), name.to());
    }

    void payloadBegins() {
        putInt(0);
        payloadAt = length;
    }

    /** Adds to the payload. */
    void append(byte[] in, int from, int to) {
        room(to - from);
        System.arraycopy(in, from, bytes, length, to - from);
        length += to - from;
    }

    /** Adds an ASCII character to the payload. */
    void append(char c) {
        putByte((byte) c);
    }

    /** Ends the event. */
    void payloadEnds() {
        INT.set(bytes, payloadAt - Integer.BYTES, length - payloadAt);
        count++;
    }

    /** How many events were written. */
    int count() {
        return count;
    }

    /** Begins the batch again, with no event. */
    void restart() {
        length = countAt + Integer.BYTES;
        count = 0;
    }

    /** The batch, in an array of its own. */
    ByteBuffer finish() {
        INT.set(bytes, countAt, count);
        ByteBuffer batch = ByteBuffer.wrap(Arrays.copyOf(bytes, length)).asReadOnlyBuffer();
        if (bytes.length > KEPT) {
            bytes = new byte[KEPT];
        }
        return batch;
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        str(utf8, 0, utf8.length);
    }

    private void str(byte[] in, int from, int to) {
        putByte((byte) (to - from >>> 8));
        putByte((byte) (to - from));
        append(in, from, to);
    }

    private void putByte(byte value) {
        room(1);
        bytes[length++] = value;
    }

    private void putLong(long value) {
        room(Long.BYTES);
        LONG.set(bytes, length, value);
        length += Long.BYTES;
    }

    private void putInt(int value) {
        room(Integer.BYTES);
        INT.set(bytes, length, value);
        length += Integer.BYTES;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
