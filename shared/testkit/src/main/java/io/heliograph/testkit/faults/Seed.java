package io.heliograph.testkit.faults;

/**
 * Where the chance of a test comes from: the same in each build, so that a change alone decides whether it passes, and another in
 * each soak. Said aloud, and repeated by {@code -Dheliograph.seed}.
 */
public final class Seed {
    private Seed() {}

    public static long of(String test) {
        long seed = Long.getLong("heliograph.seed", Rounds.isSoak() ? System.nanoTime() : test.hashCode());
        System.out.printf("%s: -Dheliograph.seed=%d%n", test, seed);
        return seed;
    }
}
