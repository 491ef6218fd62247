package io.heliograph.launcher.commands;

import io.heliograph.launcher.commands.client.Pace;
import io.heliograph.launcher.commands.client.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Surroundings whose time passes only in pauses, and whose pauses take none. */
final class Desk implements Pace {
    static final Instant MORNING = Instant.parse("2027-01-31T12:00:00Z");

    /** What happens while a command pauses. */
    interface DuringPause {
        void run(int count) throws InterruptedException;
    }

    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private byte[] input = {};
    private Duration passed = Duration.ZERO;
    private DuringPause duringPause = count -> {};

    Desk input(String text) {
        input = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    Desk duringPauses(DuringPause whatHappens) {
        duringPause = whatHappens;
        return this;
    }

    Surroundings surroundings() {
        return new Surroundings(
                new ByteArrayInputStream(input),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.fixed(MORNING, ZoneOffset.UTC),
                this,
                false,
                false);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized long nanos() {
        return passed.toNanos();
    }

    @Override
    public synchronized void pause(Duration pause) throws InterruptedException {
        passed = passed.plus(pause);
        pauses.add(pause);
        duringPause.run(pauses.size());
    }
}
