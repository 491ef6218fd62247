package io.heliograph.aggregate.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.aggregate.WindowFigures;
import io.heliograph.aggregate.WindowsConfig;
import io.heliograph.contracts.metrics.WindowPart;
import io.heliograph.contracts.metrics.WindowRead;
import io.heliograph.intake.BodyFormat;
import io.heliograph.intake.Intake;
import io.heliograph.intake.IntakeConfig;
import io.heliograph.intake.MaskingConfig;
import io.heliograph.journal.FileJournal;
import io.heliograph.journal.Journal;
import io.heliograph.journal.JournalConfig;
import io.heliograph.journal.JournalConfig.OnDamage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node's windows over its ends, while its journal lets go of what PostgreSQL has. */
class ReaderTest {
    private static final int SEGMENT = 16 << 10;
    private static final JournalConfig JOURNAL =
            new JournalConfig(SEGMENT, 0, 64 << 20, 0, 8 << 20, Duration.ZERO, OnDamage.STOP);
    private static final int BATCHES = 40;
    private static final int BATCH = 20;

    private final Intake intake = new Intake(
            new IntakeConfig(
                    32,
                    256,
                    1 << 16,
                    1 << 18,
                    10_000,
                    Duration.ofMinutes(10),
                    2,
                    new MaskingConfig(List.of(), List.of(), List.of(), 16)),
            Duration.ofDays(30),
            InstantSource.system());

    @TempDir
    Path directory;

    private Vertx vertx;
    private Context context;
    private Journal journal;
    private Reader reader;
    private int sent;

    @BeforeEach
    void start() throws Exception {
        start(64 << 20);
    }

    @AfterEach
    void stop() throws Exception {
        await(journal.close());
        await(vertx.close());
    }

    @Test
    void whatWasLetGoOfIsStillInTheWindowsAfterAKill() throws Exception {
        send();
        on(() -> reader.save(vertx));
        send();
        await(journal.release(journal.end()));
        assertThat(journal.start()).isBetween(1L, (long) BATCHES * BATCH);
        restart(64 << 20);
        assertWhole();
        send();
        assertWhole();
    }

    @Test
    void whatWasNeverWrittenDownIsKeptByTheJournal() throws Exception {
        send();
        await(journal.release(journal.end()));
        assertThat(journal.start()).isZero();
        restart(64 << 20);
        assertWhole();
    }

    @Test
    void whatIsBeyondTheBacklogIsSaidToBeIncomplete() throws Exception {
        restart(SEGMENT);
        for (int i = 0; i < 4; i++) {
            send();
        }
        await(journal.release(journal.end()));
        assertThat(journal.start()).isPositive();
        restart(SEGMENT);
        WindowPart part = read();
        assertThat(part.types().get(0).count()).isLessThan(sent);
        assertThat(part.completeFrom()).isPositive();
    }

    @Test
    void aDamagedFileIsAsGoodAsNone() throws Exception {
        send();
        on(() -> reader.save(vertx));
        Path file = directory.resolve("windows/windows.snapshot");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2]++;
        Files.write(file, bytes);
        restart(64 << 20);
        assertWhole();
    }

    private void start(long backlog) throws Exception {
        vertx = Vertx.vertx();
        context = vertx.getOrCreateContext();
        journal = await(FileJournal.open(vertx, directory.resolve("journal"), JOURNAL, fatal -> {}));
        reader = new Reader(
                new WindowsConfig(Duration.ofHours(1), 100, 100, 1_000, 8 << 20, 100, Duration.ofHours(1), backlog),
                journal,
                directory.resolve("windows"),
                "node-1",
                InstantSource.system(),
                new WindowFigures());
        on(() -> {
            reader.begin();
            reader.wake();
            return Future.succeededFuture();
        });
        Awaitility.await().until(this::hasCaughtUp);
    }

    /** Without a word to the reader, as it is when a process is killed. */
    private void restart(long backlog) throws Exception {
        stop();
        start(backlog);
    }

    private void send() throws Exception {
        for (int batch = 0; batch < BATCHES; batch++) {
            StringBuilder events = new StringBuilder();
            for (int i = 0; i < BATCH; i++) {
                events.append("{\"type\":\"t\",\"id\":\"e-%d\",\"n\":%d}\n".formatted(sent++, i));
            }
            await(journal.append(intake.read(Buffer.buffer(events.toString()), BodyFormat.NDJSON, "p")));
        }
        on(() -> {
            reader.wake();
            return Future.succeededFuture();
        });
        Awaitility.await().until(this::hasCaughtUp);
    }

    private boolean hasCaughtUp() throws Exception {
        return on(() -> Future.succeededFuture(reader.cursor())) == journal.end();
    }

    private void assertWhole() throws Exception {
        WindowPart part = read();
        assertThat(part.types()).hasSize(1);
        assertThat(part.types().get(0).count()).isEqualTo(sent);
        assertThat(part.completeFrom()).isEqualTo(Long.MIN_VALUE);
    }

    private WindowPart read() throws Exception {
        return on(() -> Future.succeededFuture(reader.read(
                new WindowRead("p", reader.begin(false, reader.now() - 3_000), reader.now() + 1, null, null, null))));
    }

    private <T> T on(Callable<Future<T>> work) throws Exception {
        return await(Future.future(promise -> context.runOnContext(go -> {
            try {
                work.call().onComplete(promise);
            } catch (Exception e) {
                promise.fail(e);
            }
        })));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
