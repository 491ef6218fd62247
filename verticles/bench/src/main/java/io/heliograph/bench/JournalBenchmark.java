package io.heliograph.bench;

import io.heliograph.contracts.settings.Settings;
import io.heliograph.intake.BodyFormat;
import io.heliograph.intake.EventBatch;
import io.heliograph.intake.Intake;
import io.heliograph.intake.IntakeConfig;
import io.heliograph.journal.FileJournal;
import io.heliograph.journal.JournalConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many batches of a hundred events become durable in a second, for so many appenders of which each waits for its own.
 * The journal lies in the directory {@code -Dbench.directory}, or else in the one where the benchmark is started.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
public class JournalBenchmark {
    private static final int EVENTS = 100;

    private Vertx vertx;
    private Path directory;
    private FileJournal journal;
    private EventBatch batch;

    @Setup
    public void open() throws IOException {
        Settings usual = new Settings(Map.of(), Map.of());
        vertx = Vertx.vertx();
        directory = Files.createTempDirectory(Path.of(System.getProperty("bench.directory", ".")), "journal-benchmark");
        journal = await(FileJournal.open(vertx, directory, JournalConfig.from(usual), failure -> {
            throw new IllegalStateException(failure);
        }));
        batch = new Intake(IntakeConfig.from(usual), Duration.ofDays(1), Clock.systemUTC())
                .read(SampleEvents.batch(EVENTS), BodyFormat.JSON, "default");
    }

    @Benchmark
    @Threads(1)
    public long oneAppender() {
        return await(journal.append(batch));
    }

    @Benchmark
    @Threads(16)
    public long sixteenAppenders() {
        return await(journal.append(batch));
    }

    @Benchmark
    @Threads(64)
    public long sixtyFourAppenders() {
        return await(journal.append(batch));
    }

    /** As the drain does once events are stored; without it the journal would be full after some iterations. */
    @TearDown(Level.Iteration)
    public void release() {
        await(journal.release(journal.end()));
    }

    @TearDown
    public void close() throws IOException {
        await(journal.close());
        await(vertx.close());
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
