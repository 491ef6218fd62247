package io.heliograph.drain;

import static io.heliograph.drain.Drained.await;
import static io.heliograph.drain.Drained.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.drain.DrainProgress.Snapshot;
import io.heliograph.flow.Balance.Figures;
import io.heliograph.testkit.faults.Seed;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long backlog must not keep from sight what was accepted a moment ago. */
class NewestFirstTest {
    private static final int BACKLOG = 20_000;

    private static Postgres postgres;

    @TempDir
    private Path directory;

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
        hub = new Drained(postgres.empty(), directory, 3_000);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void theNewestAreStoredBeforeTheBacklogAndTheLanesMeet() {
        acceptBacklog();
        Promise<Void> released = Promise.promise();
        await(hub.hold(released));
        hub.start();
        hub.accept("default", batch("new", 0), batch("new", 1));
        released.complete();
        hub.awaitDrained();

        assertThat(hub.count("telemetry")).isEqualTo(BACKLOG + 2);
        assertThat(hub.count("telemetry where own_id like 'sample-%' and xmin::text::int8 >"
                        + " (select max(xmin::text::int8) from telemetry where own_id like 'new-%')"))
                .as("events of the backlog that were stored later")
                .isGreaterThan(BACKLOG / 2);
        assertThat(hub.cursor().ahead()).isNull();
        assertThat(hub.progress.now()).isEqualTo(new Snapshot(BACKLOG + 2, BACKLOG + 2, 0, 0, null));
        assertThat(hub.figures("default").pending()).isZero();
    }

    @Test
    void aCrashBetweenTheLanesRepeatsNothingAndSkipsNothing() {
        acceptBacklog();
        hub.accept("default", batch("stuck", 0));
        hub.refuse("raise exception 'no room' using errcode = '53100'", "stuck");
        hub.start();
        await().until(() -> hub.cursor().ahead() != null);
        hub.accept("default", batch("new", 0), batch("new", 1));
        await().until(() -> hub.count("telemetry where own_id like 'new-%'") == 2);
        hub.crash();
        hub.refuseNothing();
        hub.restart();
        hub.accept("default", batch("new", 2), batch("sample", 7));
        hub.awaitDrained();

        assertThat(hub.count("telemetry")).isEqualTo(BACKLOG + 4);
        assertThat(hub.cursor().ahead()).isNull();
        assertThat(hub.progress.now()).isEqualTo(new Snapshot(BACKLOG + 5, BACKLOG + 4, 1, 0, null));
        assertThat(hub.figures("default").pending()).isZero();
    }

    @Test
    void lanesThatAreInterruptedAtRandomStoreEverythingOnce() {
        long seed = Seed.of("NewestFirstTest");
        Random random = new Random(seed);
        hub.refuse("raise exception 'no room' using errcode = '53100'", "stuck");
        hub.sql("alter table telemetry disable trigger reaction");
        hub.start();
        int accepted = 0;
        for (int step = 0; step < 40; step++) {
            switch (random.nextInt(6)) {
                case 0 -> hub.sql("alter table telemetry enable trigger reaction");
                case 1 -> hub.sql("alter table telemetry disable trigger reaction");
                case 2 -> {
                    hub.crash();
                    hub.restart();
                }
                case 3 -> hub.accept("default", batch("stuck", accepted++));
                default -> {
                    int events = 1 + random.nextInt(4_000);
                    hub.accept("default", batch(accepted, events));
                    accepted += events;
                }
            }
        }
        hub.sql("alter table telemetry disable trigger reaction");
        hub.awaitDrained();
        assertThat(hub.count("telemetry")).as("seed %d", seed).isEqualTo(accepted);
        assertThat(hub.count("(select distinct own_id from telemetry) own")).isEqualTo(accepted);
        Figures figures = hub.figures("default");
        assertThat(figures.pending()).as("seed %d, %s", seed, figures).isZero();
        assertThat(hub.progress.now()).isEqualTo(new Snapshot(accepted, accepted, 0, 0, null));
    }

    private void acceptBacklog() {
        for (int events = 0; events < BACKLOG; events += 1_000) {
            hub.accept("default", batch(events, 1_000));
        }
    }
}
