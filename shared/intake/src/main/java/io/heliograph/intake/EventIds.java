package io.heliograph.intake;

import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ids of events whose senders give none: UUIDs of version 7 that carry the time of the event, not of the clock, so
 * that whoever knows the id knows the day to look at.
 */
public final class EventIds {
    private static final int LENGTH = 36;
    private static final long MAX_MILLIS = (1L << 48) - 1;
    private static final long VERSION_7 = 0x7000;
    private static final long VARIANT = 1L << 63;

    private EventIds() {}

    /** The first half of a new id for an event of this time, which must lie between 1970 and the year 10889. */
    static long high(long timestampMicros) {
        long millis = Math.floorDiv(timestampMicros, 1000L);
        if (millis < 0 || millis > MAX_MILLIS) {
            throw new IllegalArgumentException("no id can carry the time " + timestampMicros);
        }
        return millis << 16 | VERSION_7 | ThreadLocalRandom.current().nextInt(1 << 12);
    }

    /** The second half of a new id. */
    static long low() {
        return VARIANT | ThreadLocalRandom.current().nextLong() >>> 2;
    }

    /** The milliseconds in a UUID of version 7; empty for any other text. A sender's own id may carry another time. */
    public static OptionalLong millisOf(String id) {
        if (id.length() != LENGTH || id.charAt(14) != '7' || "89abAB".indexOf(id.charAt(19)) < 0) {
            return OptionalLong.empty();
        }
        for (int at = 0; at < LENGTH; at++) {
            boolean hyphen = at == 8 || at == 13 || at == 18 || at == 23;
            if (hyphen ? id.charAt(at) != '-' : !isHex(id.charAt(at))) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(Long.parseLong(id, 0, 8, 16) << 16 | Long.parseLong(id, 9, 13, 16));
    }

    private static boolean isHex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }
}
