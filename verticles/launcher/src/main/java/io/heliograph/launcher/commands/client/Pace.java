package io.heliograph.launcher.commands.client;

import java.time.Duration;

/** Measures and spends time; handed in, so that a test spends none. */
public interface Pace {
    /** A time that only ever grows, in nanoseconds, from no particular beginning. */
    long nanos();

    void pause(Duration pause) throws InterruptedException;

    static Pace real() {
        return new Pace() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pause(Duration pause) throws InterruptedException {
                Thread.sleep(pause.toMillis());
            }
        };
    }
}
