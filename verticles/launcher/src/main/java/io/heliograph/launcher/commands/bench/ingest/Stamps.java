package io.heliograph.launcher.commands.bench.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;

/** Times and ids of a length that never changes, so that they can be put into bytes that are there already. */
final class Stamps {
    static final int TIME_LENGTH = 27;
    static final int ID_LENGTH = 24;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final int MICROS_END = TIME_LENGTH - 1;
    private static final int MICROS_DIGITS = 6;
    private static final int DIGITS = 16;

    private final Clock clock;
    private final byte[] id = new byte[ID_LENGTH];
    private long ids;
    private byte[] time;
    private long second;

    Stamps(Clock clock) {
        this.clock = clock;
        // Another run must not send the same ids again.
        byte[] run = "%08x".formatted(ThreadLocalRandom.current().nextInt()).getBytes(US_ASCII);
        System.arraycopy(run, 0, id, 0, run.length);
    }

    /** Valid until the next call. Written by hand but for the seconds, since single events ask for it each time. */
    byte[] now() {
        Instant now = clock.instant();
        if (time == null || now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            time = TIME.format(now).getBytes(US_ASCII);
        }
        int rest = now.getNano() / 1_000;
        for (int at = MICROS_END - 1; at >= MICROS_END - MICROS_DIGITS; at--) {
            time[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return time;
    }

    /** The run and a number, as hexadecimal digits; valid until the next call. */
    byte[] nextId() {
        long rest = ids++;
        for (int at = ID_LENGTH - 1; at >= ID_LENGTH - DIGITS; at--) {
            id[at] = (byte) Character.forDigit((int) (rest & 15), 16);
            rest >>>= 4;
        }
        return id;
    }
}
