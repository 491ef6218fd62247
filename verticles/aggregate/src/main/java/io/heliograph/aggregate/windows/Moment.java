package io.heliograph.aggregate.windows;

/** When an event happened, and what second it is now, both since 1970. */
record Moment(long micros, long now) {
    private static final long MICROS = 1_000_000;

    long second() {
        return Math.floorDiv(micros, MICROS);
    }
}
