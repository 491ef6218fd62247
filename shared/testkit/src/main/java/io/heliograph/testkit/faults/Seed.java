package io.heliograph.testkit.faults;

/** Where the chance of a test comes from: another in each run, said aloud, and repeated by {@code -Dheliograph.seed}. */
public final class Seed {
    private Seed() {}

    public static long of(String test) {
        long seed = Long.getLong("heliograph.seed", System.nanoTime());
        System.out.printf("%s: -Dheliograph.seed=%d%n", test, seed);
        return seed;
    }
}
