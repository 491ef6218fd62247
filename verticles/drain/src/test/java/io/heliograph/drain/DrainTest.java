package io.heliograph.drain;

import static io.heliograph.drain.Drained.await;
import static io.heliograph.drain.Drained.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.bus.Topics.Stored;
import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.drain.DrainProgress.Snapshot;
import io.heliograph.flow.Balance.Figures;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainTest {
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
        hub = new Drained(postgres.empty(), directory);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aJournalOfSeveralProjectsIsDrainedOnceAndBalances() {
        List<Stored> notices = new CopyOnWriteArrayList<>();
        await(hub.bus.subscribe(Topics.STORED, notices::add));
        hub.accept("before", batch(0, 5));
        hub.start();
        hub.accept("red", batch(0, 1_500));
        hub.accept("blue", batch(0, 700));
        hub.accept("red", batch(1_000, 1_000));
        hub.awaitDrained();

        assertThat(hub.count("events where project = 'red'")).isEqualTo(2_000);
        assertThat(hub.count("events where project = 'blue'")).isEqualTo(700);
        assertThat(hub.figures("red")).isEqualTo(new Figures(2_500, 2_500, 0, 0, 0, 2_000, 500, 0, 0));
        assertThat(hub.figures("blue")).isEqualTo(new Figures(700, 700, 0, 0, 0, 700, 0, 0, 0));
        assertThat(hub.progress.now()).isEqualTo(new Snapshot(3_205, 2_705, 500, 0, null));
        assertThat(notices.get(notices.size() - 1).upTo()).isEqualTo(3_205);
        assertThat(notices.stream().mapToInt(Stored::events).sum()).isEqualTo(2_705);
    }

    @Test
    void oneEventThatPostgresRefusesIsSetAsideAloneAmongAThousand() {
        hub.sql("alter table telemetry add constraint no_poison check (own_id not like 'poison-%')");
        hub.start();
        hub.accept("default", batch(0, 437), batch("poison", 437), batch(438, 562));
        hub.awaitDrained();

        assertThat(hub.count("telemetry")).isEqualTo(999);
        assertThat(hub.count("dead_letter where position = 437")).isEqualTo(1);
        assertThat(hub.count("dead_letter")).isEqualTo(1);
        assertThat(hub.figures("default")).isEqualTo(new Figures(1_000, 1_000, 0, 0, 0, 999, 0, 1, 0));
        assertThat(hub.progress.now()).isEqualTo(new Snapshot(1_000, 999, 0, 1, null));
    }

    @Test
    void whatPostgresRefusesIsSetAsideBehindAGapInTheJournalToo() {
        hub.sql("alter table telemetry add constraint no_poison check (own_id not like 'poison-%')");
        hub.journal = new GappedJournal(hub.journal, 100);
        hub.start();
        hub.accept("default", batch("poison", 0), batch(1, 4));
        hub.awaitDrained();
        assertThat(hub.count("telemetry")).isEqualTo(4);
        assertThat(hub.count("dead_letter where position = 100")).isEqualTo(1);
        assertThat(hub.cursor().applied()).isEqualTo(105);
        assertThat(hub.figures("default").pending()).isZero();
    }

    /** What a trigger of the operator's raises says neither "wait" nor "never". */
    @Test
    void anEventWhoseFailureIsNotKnownIsTriedAgainAndSetAsideInTheEnd() {
        hub.refuse("raise exception 'not today' using errcode = 'XY001'");
        hub.start();
        hub.accept("default", batch(0, 3), batch("poison", 3), batch(4, 3));
        hub.awaitDrained();
        assertThat(hub.count("telemetry")).isEqualTo(6);
        assertThat(hub.count("dead_letter where sqlstate = 'XY001'")).isEqualTo(1);
    }

    @Test
    void whatFailsForNowIsNotSetAsideButStoredLater() {
        hub.refuse("raise exception 'no room' using errcode = '53100'");
        hub.start();
        hub.accept("default", batch(0, 3), batch("poison", 3));
        await().until(() -> hub.progress.now().trouble() != null);
        assertThat(hub.progress.now().trouble()).contains("database-unavailable");
        assertThat(hub.figures("default").pending()).isEqualTo(4);
        hub.refuseNothing();
        hub.awaitDrained();
        assertThat(hub.count("telemetry")).isEqualTo(4);
        assertThat(hub.count("dead_letter")).isZero();
        assertThat(hub.progress.now().trouble()).isNull();
    }

    @Test
    void aStartAfterACrashRepeatsNothingAndSkipsNothing() {
        hub.start();
        hub.accept("default", batch(0, 2_000));
        await().until(() -> hub.progress.now().applied() > 0);
        hub.crash();
        hub.accept("default", batch(2_000, 2_000));
        hub.restart();
        hub.awaitDrained();

        assertThat(hub.count("telemetry")).isEqualTo(4_000);
        assertThat(hub.progress.now()).isEqualTo(new Snapshot(4_000, 4_000, 0, 0, null));
        assertThat(hub.figures("default").pending()).isZero();
    }

    @Test
    void aStopDrainsWhatWasAcceptedBefore() {
        hub.start();
        hub.accept("default", batch(0, 3_000));
        hub.stop();
        assertThat(hub.count("telemetry")).isEqualTo(3_000);
    }

    @Test
    void aStartGoesOnInTheMiddleOfAnEntryBehindWhatWasSetAside() {
        hub.refuse("raise exception 'no room' using errcode = '53100'", "later");
        hub.sql("alter table telemetry add constraint no_poison check (own_id not like 'poison-%')");
        hub.start();
        hub.accept("default", batch("poison", 0), batch(1, 9), batch("later", 10), batch(11, 5));
        await().until(() -> hub.count("dead_letter") == 1 && hub.progress.now().trouble() != null);
        long applied = hub.cursor().applied();
        assertThat(applied).isBetween(1L, 10L);
        hub.crash();
        hub.refuseNothing();
        hub.restart();
        hub.awaitDrained();

        assertThat(hub.count("telemetry")).isEqualTo(15);
        assertThat(hub.count("dead_letter")).isEqualTo(1);
        assertThat(hub.progress.now()).isEqualTo(new Snapshot(16, 15, 0, 1, null));
        assertThat(hub.figures("default").recovered()).isEqualTo(16 - applied);
        assertThat(hub.figures("default").pending()).isZero();
    }

    @Test
    void aBatchThatFailsForNowBehindADeadLetterIsStoredLater() {
        hub.refuse("raise exception 'no room' using errcode = '53100'", "later");
        hub.sql("alter table telemetry add constraint no_poison check (own_id not like 'poison-%')");
        hub.start();
        hub.accept("default", batch("poison", 0), batch(1, 9), batch("later", 10), batch(11, 5));
        await().until(() -> hub.count("dead_letter") == 1 && hub.progress.now().trouble() != null);
        hub.refuseNothing();
        hub.awaitDrained();
        assertThat(hub.count("telemetry")).isEqualTo(15);
        assertThat(hub.progress.now()).isEqualTo(new Snapshot(16, 15, 0, 1, null));
        assertThat(hub.figures("default")).isEqualTo(new Figures(16, 16, 0, 0, 0, 15, 0, 1, 0));
    }

    @Test
    void aJournalThatSomebodyElseDrainsIsLeftAloneAndThatIsSaid() {
        hub.start();
        hub.accept("default", batch(0, 3));
        hub.awaitDrained();
        await(hub.cursors.claim(hub.journal.id(), "a copy"));
        hub.accept("default", batch(3, 3));
        await().until(() -> hub.progress.now().trouble() != null
                && hub.progress.now().trouble().contains("another process drains"));
        assertThat(hub.count("telemetry")).isEqualTo(3);
        hub.accept("default", batch(6, 3));
        hub.stop();
        assertThat(hub.count("telemetry")).isEqualTo(3);
        assertThat(hub.figures("default").pending()).isEqualTo(6);
    }

    /** The answer to a commit can be lost: the events are stored, and the drain learns of it from the cursor. */
    @Test
    void aCommitWhoseAnswerWasLostIsFoundAndCounted() {
        hub.refuse("raise exception 'no room' using errcode = '53100'");
        hub.start();
        hub.accept("default", batch("poison", 0), batch(1, 4));
        await().until(() -> hub.progress.now().trouble() != null);
        hub.refuseNothing();
        hub.commitUnseen(5);
        hub.accept("default", batch(5, 2));
        hub.awaitDrained();
        assertThat(hub.progress.now()).isEqualTo(new Snapshot(7, 7, 0, 0, null));
        assertThat(hub.figures("default")).isEqualTo(new Figures(7, 7, 0, 0, 0, 7, 0, 0, 0));
    }

    @Test
    void aJournalThatIsShorterThanItsCursorIsNotDrained() {
        hub.accept("default", batch(0, 2));
        await(hub.cursors.claim(hub.journal.id(), "node"));
        hub.sql("update journal_cursor set applied = 7, stored = 7");
        assertThatThrownBy(hub::start)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("ends at event 2")
                .hasMessageContaining("7");
        assertThat(hub.count("telemetry")).isZero();
    }
}
