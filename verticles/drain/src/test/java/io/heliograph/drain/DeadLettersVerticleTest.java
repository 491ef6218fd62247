package io.heliograph.drain;

import static io.heliograph.drain.Drained.await;
import static io.heliograph.drain.Drained.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.heliograph.contracts.deadletters.DeadLetter;
import io.heliograph.contracts.deadletters.DeadLetterId;
import io.heliograph.contracts.deadletters.DeadLetterOperations;
import io.heliograph.contracts.deadletters.DeadLetterQuery;
import io.heliograph.contracts.deadletters.Deleted;
import io.heliograph.contracts.deadletters.Deletion;
import io.heliograph.contracts.deadletters.Replay;
import io.heliograph.contracts.deadletters.ReplayReport;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.drain.DrainProgress.Snapshot;
import io.heliograph.flow.Balance.Figures;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What PostgreSQL refused, from the operator's side. */
class DeadLettersVerticleTest {
    private static final Replay ALL = new Replay(null, null, true, null, null);

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
        hub.sql("alter table telemetry add constraint no_poison check (own_id not like 'poison-%')");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void whatWasRefusedIsStoredOnceMendedAndTheBalanceStaysAsItWas() {
        hub.start();
        hub.accept("default", batch(0, 40), batch("poison", 40), batch(41, 9), batch("poison", 50));
        hub.awaitDrained();
        Figures balance = new Figures(51, 51, 0, 0, 0, 49, 0, 2, 0);
        assertThat(hub.figures("default")).isEqualTo(balance);
        assertThat(list()).extracting(letter -> letter.event().id()).containsExactly("poison-50", "poison-40");
        assertThat(ask(DeadLetterOperations.GET, new DeadLetterId(list().get(0).id())))
                .isEqualTo(list().get(0));

        ReplayReport tooEarly = ask(DeadLetterOperations.REPLAY, ALL);
        assertThat(tooEarly.stored()).isZero();
        assertThat(tooEarly.refused())
                .hasSize(2)
                .allMatch(refusal -> refusal.sqlstate().equals("23514"));
        hub.sql("alter table telemetry drop constraint no_poison");
        assertThat(ask(DeadLetterOperations.REPLAY, ALL)).isEqualTo(new ReplayReport(2, 0, List.of(), null));
        assertThat(ask(DeadLetterOperations.REPLAY, ALL)).isEqualTo(new ReplayReport(0, 0, List.of(), null));

        assertThat(list()).isEmpty();
        assertThat(hub.count("telemetry")).isEqualTo(51);
        assertThat(hub.figures("default")).isEqualTo(balance);
        assertThat(hub.progress.now()).isEqualTo(new Snapshot(51, 49, 0, 2, null));
        await().untilAsserted(() ->
                assertThat(hub.deadLetters.now()).isEqualTo(new DeadLetterFigures.Snapshot(Map.of(), 2, 0, 2, 0)));
    }

    @Test
    void whenTheyAreAsManyAsMayBeTheDrainWaitsAndSaysSoUntilThereIsRoom() {
        hub.mostDeadLetters = 2;
        hub.start();
        hub.accept("default", batch("poison", 0), batch("poison", 1), batch(2, 3), batch("poison", 5), batch(6, 4));
        await().untilAsserted(() ->
                assertThat(hub.progress.now().trouble()).contains("drain.max-dead-letters (2)", "replay or delete"));
        assertThat(hub.count("telemetry")).isEqualTo(3);
        assertThat(hub.count("dead_letter")).isEqualTo(2);
        assertThat(hub.figures("default")).isEqualTo(new Figures(10, 10, 0, 0, 0, 3, 0, 2, 5));

        Deletion newest = new Deletion(List.of(list().get(0).id()));
        assertThat(ask(DeadLetterOperations.DELETE, newest)).isEqualTo(new Deleted(1));

        hub.awaitDrained();
        assertThat(hub.count("telemetry")).isEqualTo(7);
        assertThat(list()).extracting(letter -> letter.event().id()).containsExactly("poison-5", "poison-0");
        assertThat(hub.figures("default")).isEqualTo(new Figures(10, 10, 0, 0, 0, 7, 0, 3, 0));
        assertThat(hub.deadLetters.now().deleted()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(hub.deadLetters.now().waiting()).containsOnlyKeys("23514"));
    }

    @Test
    void oneReplayAtATimeIsEnough() {
        hub.start();
        hub.accept("default", batch("poison", 0));
        hub.awaitDrained();
        Promise<Void> held = Promise.promise();
        Promise<Void> release = Promise.promise();
        Future<Void> lock = hub.database.transaction(transaction -> transaction
                .query("lock table dead_letter in access exclusive mode")
                .execute()
                .onSuccess(locked -> held.complete())
                .compose(locked -> release.future()));
        await(held.future());
        Future<ReplayReport> first = call(DeadLetterOperations.REPLAY, ALL);
        assertThatThrownBy(() -> ask(DeadLetterOperations.REPLAY, ALL))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.problem().kind()).isEqualTo(ProblemKind.OVERLOADED);
                    assertThat(refused.problem().retryAfterSeconds()).isPositive();
                });
        release.complete();
        await(lock);
        assertThat(await(first).refused()).hasSize(1);
        assertThat(ask(DeadLetterOperations.REPLAY, ALL).refused()).hasSize(1);
    }

    @Test
    void aDeadLetterThatIsNotThereIsNotFound() {
        hub.start();
        assertThatThrownBy(() -> ask(DeadLetterOperations.GET, new DeadLetterId(7)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(ProblemKind.NOT_FOUND));
    }

    private List<DeadLetter> list() {
        return ask(DeadLetterOperations.LIST, new DeadLetterQuery(null, null, null, null))
                .items();
    }

    private <I extends Record, O extends Record> O ask(Operation<I, O> operation, I input) {
        return await(call(operation, input));
    }

    private <I extends Record, O extends Record> Future<O> call(Operation<I, O> operation, I input) {
        return hub.bus.call(operation, Caller.anonymous(), input);
    }
}
