package io.heliograph.bench;

import io.heliograph.contracts.settings.Settings;
import io.heliograph.intake.BodyFormat;
import io.heliograph.intake.EventBatch;
import io.heliograph.intake.Intake;
import io.heliograph.intake.IntakeConfig;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How many bodies, and events in them, one thread reads in a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class IntakeBenchmark {
    @Param({"1", "100", "1000"})
    int events;

    private Intake intake;
    private Buffer array;
    private Buffer arrayWithIds;
    private Buffer lines;

    /** Events beside bodies, in the same unit. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Read {
        public long eventsRead;

        EventBatch count(EventBatch batch) {
            eventsRead += batch.count();
            return batch;
        }
    }

    @Setup
    public void prepare() {
        IntakeConfig usual = IntakeConfig.from(new Settings(Map.of(), Map.of()));
        intake = new Intake(usual, Duration.ofDays(1), Clock.systemUTC());
        array = SampleEvents.batch(events);
        arrayWithIds = SampleEvents.batchWithIds(events);
        lines = SampleEvents.lines(events);
    }

    @Benchmark
    public EventBatch json(Read read) {
        return read.count(intake.read(array, BodyFormat.JSON, "default"));
    }

    @Benchmark
    public EventBatch jsonWithIds(Read read) {
        return read.count(intake.read(arrayWithIds, BodyFormat.JSON, "default"));
    }

    @Benchmark
    public EventBatch ndjson(Read read) {
        return read.count(intake.read(lines, BodyFormat.NDJSON, "default"));
    }
}
