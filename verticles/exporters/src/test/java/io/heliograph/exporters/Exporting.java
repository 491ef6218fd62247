package io.heliograph.exporters;

import static org.awaitility.Awaitility.await;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.bus.Topics.Appended;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.exporters.line.ExporterConfig;
import io.heliograph.exporters.line.ExporterConfig.Begin;
import io.heliograph.exporters.line.ExporterFigures;
import io.heliograph.exporters.line.Filter;
import io.heliograph.intake.BodyFormat;
import io.heliograph.intake.Intake;
import io.heliograph.intake.IntakeConfig;
import io.heliograph.journal.FileJournal;
import io.heliograph.journal.Journal;
import io.heliograph.journal.JournalConfig;
import io.heliograph.journal.JournalConfig.OnDamage;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real journal, and one exporter that follows it to a target of the test's. */
final class Exporting implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SEGMENT = 8_192;

    final Target target = new Target();
    final Path directory;
    final Vertx vertx = Vertx.vertx();
    final Bus bus = new Bus(vertx);
    Journal journal;
    private final Intake intake =
            new Intake(IntakeConfig.from(new Settings(Map.of(), Map.of())), Duration.ofDays(30), Clock.systemUTC());
    ExporterFigures figures = new ExporterFigures();
    Filter filter = new Filter(List.<String>of(), List.of());
    Begin begin = Begin.NEWEST;
    long batchSize = 2_000;
    Duration batchAge = Duration.ZERO;
    Duration timeout = Duration.ofSeconds(10);
    long maxBacklog = 1 << 20;
    private String deployment;
    private int sent;

    Exporting(Path directory) {
        this.directory = directory;
        open();
    }

    private void open() {
        JournalConfig config = new JournalConfig(SEGMENT, 0, 1 << 20, 0, 256 << 10, Duration.ZERO, OnDamage.STOP);
        journal = done(FileJournal.open(vertx, directory.resolve("journal"), config, failure -> {}));
    }

    /** Forgets what the journal has in memory. */
    void reopen() {
        done(journal.close());
        open();
    }

    /** Begins, with new figures, as after a start of the node. */
    void start() {
        figures = new ExporterFigures();
        ExporterConfig config = new ExporterConfig(
                "trail",
                "test",
                filter,
                begin,
                batchSize,
                batchAge,
                timeout,
                Duration.ofMillis(20),
                3,
                Duration.ofMillis(20),
                maxBacklog,
                target);
        ExporterStatus status = new ExporterStatus(config, figures, journal, Clock.systemUTC());
        deployment = done(vertx.deployVerticle(
                new ExportersVerticle(
                        new Topics.Exporting(journal.id().toString(), "node-1"),
                        List.of(status),
                        cursors(),
                        bus,
                        System::nanoTime),
                new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));
    }

    Path cursors() {
        return directory.resolve("exporters");
    }

    void stop() {
        done(vertx.undeploy(deployment));
        deployment = null;
    }

    /** Accepts so many events, e-0 and on, a few in each batch. */
    void accept(int events) {
        for (int end = sent + events; sent < end; ) {
            StringBuilder body = new StringBuilder();
            for (int i = 0; i < 7 && sent < end; i++, sent++) {
                body.append("{\"id\":\"e-%d\",\"type\":\"%s\",\"n\":%d}\n"
                        .formatted(sent, sent % 2 == 0 ? "log.info" : "job.done", sent));
            }
            accept(body.toString(), "default");
        }
    }

    void accept(String ndjson, String project) {
        long end = done(journal.append(intake.read(Buffer.buffer(ndjson), BodyFormat.NDJSON, project)));
        bus.publish(Topics.APPENDED, new Appended(end));
    }

    /** Waits until all that was accepted is dealt with. */
    void awaitEnd() {
        await().atMost(PATIENCE).until(() -> figures.cursor() == journal.end());
    }

    <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        target.gate.countDown();
        if (deployment != null) {
            stop();
        }
        done(journal.close());
        done(vertx.close());
    }
}
