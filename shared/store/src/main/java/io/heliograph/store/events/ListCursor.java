package io.heliograph.store.events;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.events.Order;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/**
 * The place in a list behind which the next page begins. Its text is opaque to callers: base64url of version u8 = 1, list
 * u8, order u8, micros i64, id UTF-8. A cursor of another list or order, or one changed on its way, is refused.
 */
public record ListCursor(Kind kind, Order order, long micros, String id) {
    private static final byte VERSION = 1;
    private static final int HEAD = 3 + Long.BYTES;
    private static final long MIN = Micros.of(Micros.EARLIEST);
    private static final long MAX = Micros.of(Micros.LATEST);

    /** The lists that have cursors; their places here stand in cursors that are out. */
    public enum Kind {
        EVENTS,
        AGENTS,
        LOGS,
        DEAD_LETTERS,
        KEYS,
        JOBS
    }

    /** In a list whose order is that of a number. */
    public static ListCursor of(Kind kind, Order order, long number) {
        return new ListCursor(kind, order, 0, Long.toString(number));
    }

    public long number() {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw bad("It is damaged.");
        }
    }

    /** The id as that of a row of telemetry. */
    UUID key() {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw bad("It is damaged.");
        }
    }

    public String encode() {
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + name.length)
                .put(VERSION)
                .put((byte) kind.ordinal())
                .put((byte) order.ordinal())
                .putLong(micros)
                .put(name);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Reads a cursor of this list and order; null stays null. */
    public static ListCursor decode(String text, Kind kind, Order order) {
        if (text == null) {
            return null;
        }
        ListCursor cursor;
        try {
            cursor = read(Base64.getUrlDecoder().decode(text), kind, order);
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw bad("It is damaged.");
        }
        if (!cursor.encode().equals(text)) {
            throw bad("It is damaged.");
        }
        return cursor;
    }

    private static ListCursor read(byte[] bytes, Kind kind, Order order) throws CharacterCodingException {
        if (bytes.length <= HEAD || bytes[0] != VERSION) {
            throw bad("It is damaged.");
        }
        if (bytes[1] != kind.ordinal()) {
            throw bad("It belongs to another list.");
        }
        if (bytes[2] != order.ordinal()) {
            throw bad("It belongs to the other order.");
        }
        long micros = ByteBuffer.wrap(bytes).getLong(3);
        String id = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, HEAD, bytes.length - HEAD))
                .toString();
        if (micros < MIN || micros > MAX || id.length() > Names.MAX_LENGTH || id.indexOf('\0') >= 0) {
            throw bad("It is damaged.");
        }
        return new ListCursor(kind, order, micros, id);
    }

    private static Refused bad(String why) {
        return new Refused(ProblemKind.BAD_CURSOR, why);
    }
}
