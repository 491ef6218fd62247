package io.heliograph.launcher.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heliograph.testkit.faults.Rounds;

/** For faults that take too long for every build. */
final class Soak {
    private Soak() {}

    /** Skips the test unless the long counts are wanted. */
    static void only() {
        assumeTrue(Rounds.isSoak(), "skipped: runs in the profile soak");
    }
}
