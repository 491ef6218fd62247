package io.heliograph.drain;

import static io.heliograph.drain.Drained.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.drain.DrainProgress.Snapshot;
import io.heliograph.journal.Journal.Unreadable;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a damaged record held is passed over, and nothing around it. */
class DamagedJournalTest {
    private static final int NEWEST_FIRST_ABOVE = 200;

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
        hub = new Drained(postgres.empty(), directory, NEWEST_FIRST_ABOVE);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    /** A batch that is halved counts back from its end, which tells no position before a gap in its middle. */
    @Test
    void whatPostgresRefusesBeforeAGapIsSetAsideAtItsOwnPosition() {
        hub.sql("alter table telemetry add constraint no_poison check (own_id not like 'poison-%')");
        hub.accept("default", batch(0, 5), batch("poison", 5), batch(6, 4));
        hub.accept("default", batch("lost", 10), batch(11, 9));
        hub.accept("default", batch(20, 9), batch("poison", 29));
        hub.damage("lost-10");
        hub.start();
        hub.awaitDrained();

        assertThat(hub.count("telemetry")).isEqualTo(18);
        assertThat(hub.count("dead_letter where position in (5, 29)")).isEqualTo(2);
        assertThat(hub.progress.now()).isEqualTo(new Snapshot(30, 18, 0, 2, null));
        assertThat(hub.progress.missing()).isEqualTo(10);
    }

    /** The gap is a step of the cursor of its own, so that an error names it and not the batch. */
    @Test
    void theEventsBeforeAGapAreStoredThoughThoseBehindItFail() {
        hub.refuse("raise exception 'no room' using errcode = '53100'", "stuck");
        hub.accept("default", batch(0, 10));
        hub.accept("default", batch("lost", 10), batch(11, 9));
        hub.accept("default", batch("stuck", 20), batch(21, 9));
        hub.damage("lost-10");
        hub.start();
        await().until(() -> hub.progress.now().trouble() != null);

        assertThat(hub.cursor().applied()).isEqualTo(10);
        assertThat(hub.cursor().missing()).isZero();
        hub.refuseNothing();
        hub.awaitDrained();
        assertThat(hub.count("telemetry")).isEqualTo(20);
        assertThat(hub.progress.missing()).isEqualTo(10);
    }

    @Test
    void lanesMeetAcrossAGap() {
        hub.refuse("raise exception 'no room' using errcode = '53100'", "stuck");
        hub.accept("default", batch("stuck", 0), batch(1, 299));
        hub.accept("default", batch("lost", 300), batch(301, 9));
        hub.start();
        await().until(() -> hub.cursor().ahead() != null);
        hub.accept("default", batch(310, 10));
        await().until(() -> hub.cursor().ahead().to() == 320);
        hub.crash();
        hub.damage("lost-300");
        hub.refuseNothing();
        hub.restart();
        hub.awaitDrained();

        assertThat(hub.count("telemetry")).isEqualTo(310);
        assertThat(hub.cursor().ahead()).isNull();
        assertThat(hub.progress.missing()).isEqualTo(10);
    }

    @Test
    void theCursorTellsWhatOfTheDamageWasStoredBefore() {
        hub.start();
        hub.accept("default", batch("early", 0), batch(1, 9));
        hub.awaitDrained();
        hub.crash();
        hub.accept("default", batch("late", 10), batch(11, 9));
        hub.accept("default", batch(20, 10));
        hub.damage("early-0");
        assertThat(hub.journal.givenUp()).containsExactly(new Unreadable(0, 10));
        assertThat(hub.cursor().covered(0, 10)).isEqualTo(10);
        hub.damage("late-10");
        assertThat(hub.journal.givenUp()).containsExactly(new Unreadable(10, 20));
        assertThat(hub.cursor().covered(5, 20)).isEqualTo(5);
        hub.restart();
        hub.awaitDrained();
        assertThat(hub.count("telemetry")).isEqualTo(20);
        assertThat(hub.progress.missing()).isEqualTo(10);
    }
}
