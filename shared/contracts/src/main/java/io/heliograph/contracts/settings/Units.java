package io.heliograph.contracts.settings;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts with their unit, as the settings carry them: 500ms, 3s, 5m, 4h, 30d; 512B, 64KiB, 8MiB, 2GiB. */
public final class Units {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*(B|KiB|MiB|GiB|TiB)");

    private Units() {}

    public static Duration duration(String text) {
        Matcher read = DURATION.matcher(text);
        if (!read.matches()) {
            throw new IllegalArgumentException("is not a duration such as 500ms, 3s, 5m, 4h or 30d");
        }
        long amount = Long.parseLong(read.group(1));
        return switch (read.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofMillis(times(amount, 1_000));
            case "m" -> Duration.ofMillis(times(amount, 60_000));
            case "h" -> Duration.ofMillis(times(amount, 3_600_000));
            default -> Duration.ofMillis(times(amount, 86_400_000));
        };
    }

    public static long bytes(String text) {
        Matcher read = SIZE.matcher(text);
        if (!read.matches()) {
            throw new IllegalArgumentException("is not a size such as 512B, 64KiB, 8MiB or 2GiB");
        }
        long amount = Long.parseLong(read.group(1));
        return switch (read.group(2)) {
            case "B" -> amount;
            case "KiB" -> times(amount, 1L << 10);
            case "MiB" -> times(amount, 1L << 20);
            case "GiB" -> times(amount, 1L << 30);
            default -> times(amount, 1L << 40);
        };
    }

    private static long times(long amount, long unit) {
        if (amount > Long.MAX_VALUE / unit) {
            throw new IllegalArgumentException("is beyond all bounds");
        }
        return amount * unit;
    }

    /** The amount in the largest unit that leaves no remainder. */
    public static String formatBytes(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        long amount = bytes;
        while (amount != 0 && amount % 1024 == 0 && unit < units.length - 1) {
            amount /= 1024;
            unit++;
        }
        return amount + units[unit];
    }

    /** The time in the largest unit that leaves no remainder. */
    public static String formatMillis(long millis) {
        if (millis % 86_400_000 == 0 && millis != 0) {
            return millis / 86_400_000 + "d";
        }
        if (millis % 3_600_000 == 0 && millis != 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis % 60_000 == 0 && millis != 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
