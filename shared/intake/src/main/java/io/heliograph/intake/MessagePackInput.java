package io.heliograph.intake;

import java.io.IOException;
import org.msgpack.core.MessageInsufficientBufferException;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.core.buffer.ArrayBufferInput;
import org.msgpack.value.ValueType;

/**
 * A body in MessagePack and the place in it. Throws MessagePackException where the bytes end too early or are none; never
 * makes room for what a length promises and the body does not hold.
 */
final class MessagePackInput {
    private static final byte[] NOTHING = {};

    private final MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(NOTHING);
    private byte[] body = NOTHING;
    private int end;
    private int from;

    void open(byte[] bytes, int length) throws IOException {
        body = bytes;
        end = length;
        seek(0);
    }

    /** Lets go of the body. */
    void close() throws IOException {
        open(NOTHING, 0);
    }

    void seek(int position) throws IOException {
        from = position;
        unpacker.reset(new ArrayBufferInput(body, position, end - position));
    }

    int at() {
        return from + (int) unpacker.getTotalReadBytes();
    }

    int end() {
        return end;
    }

    byte[] bytes() {
        return body;
    }

    MessageUnpacker unpacker() {
        return unpacker;
    }

    ValueType next() throws IOException {
        return unpacker.getNextFormat().getValueType();
    }

    /** Passes over the bytes of a string or binary whose header was read, and returns where they begin. */
    int pass(int count) throws IOException {
        int start = at();
        if (count > end - start) {
            throw new MessageInsufficientBufferException("%d bytes end before %d".formatted(end - start, count));
        }
        unpacker.readPayloadAsReference(count);
        return start;
    }
}
