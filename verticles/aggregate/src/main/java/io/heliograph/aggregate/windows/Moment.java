package io.heliograph.aggregate.windows;

import io.heliograph.aggregate.windows.Tiers.Tier;

/** A second since 1970 as it looks now: the number of the slice of each tier that it falls into, and which of these have room. */
final class Moment {
    private static final long MICROS = 1_000_000;

    private final long second;
    private final long now;
    private final long[] numbers;
    private final int[] slots;

    Moment(Tiers tiers, long second, long now) {
        this.second = second;
        this.now = now;
        numbers = new long[tiers.all().size()];
        slots = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            Tier tier = tiers.all().get(i);
            numbers[i] = tier.number(second);
            slots[i] = tier.holds(numbers[i], now) ? tier.slot(numbers[i]) : -1;
        }
    }

    static long secondOf(long micros) {
        return Math.floorDiv(micros, MICROS);
    }

    boolean is(long otherSecond, long otherNow) {
        return second == otherSecond && now == otherNow;
    }

    long second() {
        return second;
    }

    long now() {
        return now;
    }

    long number(int tier) {
        return numbers[tier];
    }

    /** Where the slice is kept; negative if it is too old to have room, or too far ahead. */
    int slot(int tier) {
        return slots[tier];
    }
}
