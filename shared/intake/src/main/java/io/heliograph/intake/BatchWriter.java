package io.heliograph.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes accepted events in the form in which the journal keeps them, the members of an event in the order of the methods.
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

    private byte[] bytes;
    private int length;
    private final int countAt;
    private int count;

    BatchWriter(String project, long receivedAt, int expectedBytes) {
        bytes = new byte[Math.max(256, expectedBytes)];
        bytes[length++] = VERSION;
        text(project);
        putLong(receivedAt);
        countAt = length;
        putInt(0);
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

    void name(String nameOrNull) {
        text(nameOrNull == null ? "" : nameOrNull);
    }

    /** Ends the event. */
    void payload(byte[] in, int from, int to) {
        putInt(to - from);
        room(to - from);
        System.arraycopy(in, from, bytes, length, to - from);
        length += to - from;
        count++;
    }

    /** How many events were written. */
    int count() {
        return count;
    }

    /** Begins again, with no event. */
    void restart() {
        length = countAt + Integer.BYTES;
        count = 0;
    }

    ByteBuffer finish() {
        ByteBuffer.wrap(bytes).putInt(countAt, count);
        return ByteBuffer.wrap(bytes, 0, length).slice().asReadOnlyBuffer();
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        room(2 + utf8.length);
        bytes[length++] = (byte) (utf8.length >>> 8);
        bytes[length++] = (byte) utf8.length;
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
    }

    private void putByte(byte value) {
        room(1);
        bytes[length++] = value;
    }

    private void putLong(long value) {
        room(8);
        ByteBuffer.wrap(bytes).putLong(length, value);
        length += 8;
    }

    private void putInt(int value) {
        room(4);
        ByteBuffer.wrap(bytes).putInt(length, value);
        length += 4;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
