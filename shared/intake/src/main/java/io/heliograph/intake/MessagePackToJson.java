package io.heliograph.intake;

import static io.heliograph.contracts.problems.ProblemKind.BAD_TIMESTAMP;
import static io.heliograph.contracts.problems.ProblemKind.EVENT_TOO_LARGE;
import static io.heliograph.contracts.problems.ProblemKind.NESTED_TOO_DEEP;
import static io.heliograph.contracts.problems.ProblemKind.NUMBER_OUT_OF_RANGE;
import static io.heliograph.contracts.problems.ProblemKind.WRONG_TYPE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Base64;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/**
 * Writes values in MessagePack as the JSON that says the same: binaries in base64, timestamps by RFC 3339. What has no such
 * form is refused. Used again and again; never holds more than one event may have.
 */
final class MessagePackToJson {
    private static final byte TIMESTAMP = -1;

    /** From here on Java writes an exponent; up to the latter every whole number is a double of its own. */
    private static final double PLAIN = 1e7;

    private static final double EXACT = 1L << 53;

    private final MessagePackInput in;
    private final int maxSize;

    /** How many values are left in each that is open; those of a map are its keys and its values. */
    private final long[] left;

    private final boolean[] isMap;
    private int depth;

    private byte[] json = new byte[1024];
    private int length;

    MessagePackToJson(MessagePackInput in, IntakeConfig limits) {
        this.in = in;
        maxSize = limits.maxEventSize();
        left = new long[limits.maxDepth() + 1];
        isMap = new boolean[limits.maxDepth() + 1];
    }

    /** The JSON written last, with what a scanner takes behind it. */
    byte[] bytes() {
        return json;
    }

    int length() {
        return length;
    }

    /** Writes the next value. Throws BadEvent if it cannot be JSON, and MessagePackException if its bytes are no value. */
    void write() throws IOException {
        length = 0;
        depth = 0;
        value();
        while (depth > 0) {
            if (left[depth] == 0) {
                append(isMap[depth] ? '}' : ']');
                depth--;
            } else {
                inner();
            }
        }
        Arrays.fill(json, length, length + Words.PADDING, (byte) 0);
    }

    private void inner() throws IOException {
        boolean key = isMap[depth] && left[depth] % 2 == 0;
        boolean first = json[length - 1] == '{' || json[length - 1] == '[';
        if (!first) {
            append(key || !isMap[depth] ? ',' : ':');
        }
        left[depth]--;
        if (key && in.next() != ValueType.STRING) {
            throw new BadEvent(WRONG_TYPE, "a key of a map is no string; write it as one");
        }
        value();
    }

    private void value() throws IOException {
        MessageUnpacker unpacker = in.unpacker();
        switch (in.next()) {
            case NIL -> {
                unpacker.unpackNil();
                append("null");
            }
            case BOOLEAN -> append(Boolean.toString(unpacker.unpackBoolean()));
            case INTEGER -> integer(unpacker);
            case FLOAT -> fraction(unpacker);
            case STRING -> text(unpacker.unpackRawStringHeader());
            case BINARY -> binary(unpacker.unpackBinaryHeader());
            case ARRAY -> open('[', unpacker.unpackArrayHeader(), false);
            case MAP -> open('{', 2L * unpacker.unpackMapHeader(), true);
            case EXTENSION -> extension(unpacker.unpackExtensionTypeHeader());
        }
    }

    private void open(char bracket, long values, boolean map) {
        if (depth == left.length - 1) {
            throw new BadEvent(NESTED_TOO_DEEP, "is nested deeper than " + depth + " levels; flatten it");
        }
        append(bracket);
        depth++;
        left[depth] = values;
        isMap[depth] = map;
    }

    private void integer(MessageUnpacker unpacker) throws IOException {
        boolean unsigned = unpacker.getNextFormat() == MessageFormat.UINT64;
        append(unsigned ? unpacker.unpackBigInteger().toString() : Long.toString(unpacker.unpackLong()));
    }

    private void fraction(MessageUnpacker unpacker) throws IOException {
        boolean single = unpacker.getNextFormat() == MessageFormat.FLOAT32;
        double value = unpacker.unpackDouble();
        if (!Double.isFinite(value)) {
            throw new BadEvent(NUMBER_OUT_OF_RANGE, value + " is no number; leave it out or send it as a string");
        }
        double size = Math.abs(value);
        if (size >= PLAIN && size < EXACT && value == Math.rint(value)) {
            append(Long.toString((long) value));
        } else {
            append(single ? Float.toString((float) value) : Double.toString(value));
        }
    }

    private void text(int count) throws IOException {
        int from = in.pass(count);
        room(count);
        append('"');
        byte[] body = in.bytes();
        for (int at = from; at < from + count; at++) {
            byte c = body[at];
            if (c == '"' || c == '\\') {
                append('\\');
                append((char) c);
            } else if (c >= 0 && c < ' ') {
                append("\\u%04x".formatted(c));
            } else {
                room(1);
                json[length++] = c;
            }
        }
        append('"');
    }

    private void binary(int count) throws IOException {
        int from = in.pass(count);
        room(count);
        byte[] base64 = Base64.getEncoder().encode(Arrays.copyOfRange(in.bytes(), from, from + count));
        append('"' + new String(base64, StandardCharsets.US_ASCII) + '"');
    }

    private void extension(ExtensionTypeHeader header) throws IOException {
        if (header.getType() != TIMESTAMP) {
            String detail = "extension type " + header.getType() + " has no form in JSON; send a string or a map";
            throw new BadEvent(WRONG_TYPE, detail);
        }
        int size = header.getLength();
        if (size != 4 && size != 8 && size != 12) {
            throw new BadEvent(BAD_TIMESTAMP, "a timestamp has 4, 8 or 12 bytes, not " + size);
        }
        try {
            append('"' + in.unpacker().unpackTimestamp(header).toString() + '"');
        } catch (DateTimeException e) {
            throw new BadEvent(BAD_TIMESTAMP, "a timestamp is beyond all times; check the clock");
        }
    }

    private void append(String ascii) {
        room(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            json[length++] = (byte) ascii.charAt(i);
        }
    }

    private void append(char ascii) {
        room(1);
        json[length++] = (byte) ascii;
    }

    /** Leaves room for what a scanner takes behind it too. */
    private void room(int more) {
        if (more > maxSize - length) {
            throw new BadEvent(
                    EVENT_TOO_LARGE,
                    "the event takes more than the %d bytes allowed as JSON; send less".formatted(maxSize));
        }
        if (length + more + Words.PADDING > json.length) {
            json = Arrays.copyOf(json, Math.max(json.length * 2, length + more + Words.PADDING));
        }
    }
}
