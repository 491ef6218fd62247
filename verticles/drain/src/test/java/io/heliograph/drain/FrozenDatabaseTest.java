package io.heliograph.drain;

import static io.heliograph.drain.Drained.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.drain.DrainProgress.Snapshot;
import io.heliograph.store.DatabaseConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that neither answers nor goes away, and finishes what it was at once it goes on. */
class FrozenDatabaseTest {
    private static final DatabaseConfig SHORT_PATIENCE =
            new DatabaseConfig("", 8, 64, Duration.ofSeconds(1), Duration.ofSeconds(1), false);
    private static final int ROUNDS = 3;
    private static final int BATCHES = 20;
    private static final int EVENTS = 200;

    private static Postgres postgres;

    @TempDir
    Path directory;

    private Drained hub;

    @BeforeAll
    static void startPostgres() {
        postgres = Postgres.start();
    }

    @AfterAll
    static void stopPostgres() {
        postgres.stop();
    }

    @BeforeEach
    void open() {
        hub = new Drained(postgres.empty(), directory, 1_000_000, SHORT_PATIENCE);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    /** It is given up in time, whatever it was doing; what it commits late is found and counted. */
    @Test
    void itIsGivenUpAndWhatItCommitsLateIsStoredOnce() {
        hub.start();
        int sent = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < BATCHES; i++) {
                hub.accept("default", batch(sent, EVENTS));
                sent += EVENTS;
            }
            postgres.freeze();
            try {
                hub.accept("default", batch(sent++, 1));
                await().until(() -> String.valueOf(hub.progress.now().trouble()).contains("database-unavailable"));
            } finally {
                postgres.thaw();
            }
            hub.awaitDrained();
        }
        assertThat(hub.count("telemetry")).isEqualTo(sent);
        assertThat(hub.progress.now()).isEqualTo(new Snapshot(sent, sent, 0, 0, null));
        assertThat(hub.figures("default").pending()).isZero();
    }
}
