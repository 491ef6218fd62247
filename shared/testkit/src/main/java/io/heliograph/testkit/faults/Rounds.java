package io.heliograph.testkit.faults;

/**
 * How often a fault is repeated: a few times in every build, many times in the profile {@code soak}. One count is changed
 * by {@code -Dheliograph.rounds.<name>}.
 */
public final class Rounds {
    private Rounds() {}

    public static int of(String name, int few, int many) {
        return Integer.getInteger("heliograph.rounds." + name, isSoak() ? many : few);
    }

    /** Whether the long counts are wanted. */
    public static boolean isSoak() {
        return Boolean.getBoolean("heliograph.soak");
    }
}
