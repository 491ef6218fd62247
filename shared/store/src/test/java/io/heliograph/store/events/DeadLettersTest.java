package io.heliograph.store.events;

import static io.heliograph.store.Hub.await;
import static io.heliograph.store.events.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.deadletters.DeadLetter;
import io.heliograph.contracts.deadletters.DeadLetterPage;
import io.heliograph.contracts.deadletters.DeadLetterQuery;
import io.heliograph.contracts.deadletters.Replay;
import io.heliograph.contracts.deadletters.ReplayReport;
import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.events.Order;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.store.Hub;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private static final Sample BAD = Sample.of("red").source("s").agent("a").payload("{\"bad\":1}");
    private static final PgException REFUSAL = new PgException("violates check", "ERROR", "23514", null);

    private static Hub hub;

    private Feed feed;
    private DeadLetters letters;
    private DeadLetterReplay replay;

    @BeforeAll
    static void start() {
        hub = Hub.fresh();
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @BeforeEach
    void empty() {
        hub.sql("truncate telemetry, logs, event_key, agents, dead_letter, journal_cursor");
        hub.sql("alter table telemetry drop constraint if exists no_bad");
        hub.sql("alter table telemetry add constraint no_bad check (payload not like '%bad%')");
        feed = new Feed(hub);
        letters = new DeadLetters(hub.database, 1_000);
        replay = new DeadLetterReplay(hub.database, feed.writer);
    }

    @Test
    void theyAreListedNewestFirstPageByPageAsTheyCame() {
        for (int i = 1; i <= 5; i++) {
            setAside(BAD.payload("{\"n\": " + i + ".0}").own(NOON, "e" + i));
        }
        setAside(Sample.of("blue").own(NOON, "other"));

        DeadLetterPage first = list(null, null, 3);
        DeadLetterPage second = list(null, first.next(), 3);

        assertThat(Stream.concat(first.items().stream(), second.items().stream())
                        .map(letter -> letter.event().id()))
                .containsExactly("e5", "e4", "e3", "e2", "e1");
        assertThat(second.next()).isNull();
        DeadLetter newest = first.items().get(0);
        assertThat(newest.sqlstate()).isEqualTo("23514");
        assertThat(newest.reason()).isEqualTo("violates check");
        assertThat(newest.event())
                .isEqualTo(new Event(
                        "e5", NOON, NOON.plusMillis(7), "hardware.gpu", "s", "a", "red", new RawJson("{\"n\": 5.0}")));
        assertThat(await(letters.find("red", newest.id()))).contains(newest);
        assertThat(await(letters.find("blue", newest.id()))).isEmpty();
    }

    @Test
    void theyAreFoundByStateAndTime() {
        setAside(BAD.own(NOON, "one"));
        setAside(BAD.own(NOON, "two"), new PgException("no", "ERROR", "22P05", null));
        assertThat(list("22P05", null, 10).items())
                .singleElement()
                .satisfies(letter -> assertThat(letter.event().id()).isEqualTo("two"));
        Instant since = list("22P05", null, 10).items().get(0).setAsideAt();
        assertThat(await(letters.page("red", new DeadLetterQuery(null, since, null, null)))
                        .items())
                .hasSize(1);
        setAside(BAD.own(NOON, "three"));
        assertThat(await(letters.bySqlstate(2))).isEqualTo(Map.of("22P05", 1L, "23514", 2L));
        assertThat(await(letters.bySqlstate(1))).isEqualTo(Map.of("other", 1L, "23514", 2L));
    }

    @Test
    void aListLeavesOutLargeEventsAndGivesThemOneByOne() {
        String large = "{\"x\":\"" + "é".repeat(DeadLetter.MOST_BYTES_LISTED) + "\"}";
        setAside(BAD.payload(large).own(NOON, "large"));
        DeadLetter listed = list(null, null, 1).items().get(0);
        assertThat(listed.event()).isNull();
        assertThat(listed.bytes()).isGreaterThan(2L * DeadLetter.MOST_BYTES_LISTED);
        assertThat(await(letters.find("red", listed.id())).orElseThrow().event().payload())
                .isEqualTo(new RawJson(large));
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        String cursor = new ListCursor(ListCursor.Kind.LOGS, Order.DESC, 0, "x").encode();
        assertThatThrownBy(() -> list(null, cursor, 1))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(ProblemKind.BAD_CURSOR));
    }

    @Test
    void whatIsMendedIsStoredOnceAndWhatIsNotStaysWithTheNewReason() {
        feed.write(Sample.of("red").own(NOON, "known"));
        setAside(BAD.own(NOON, "named"));
        setAside(BAD.at(NOON, "generated"));
        setAside(BAD.own(NOON, "known"));
        setAside(Sample.of("red")
                .type("log")
                .payload("{\"message\":\"\\u0000\"}")
                .own(NOON, "for ever"));
        hub.sql("alter table telemetry drop constraint no_bad");

        ReplayReport report = replay(all(null, null));

        assertThat(report.stored()).isEqualTo(2);
        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(report.refused())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.sqlstate()).isEqualTo("22P05"));
        assertThat(report.next()).isNull();
        assertThat(list(null, null, 10).items()).singleElement().satisfies(letter -> {
            assertThat(letter.id()).isEqualTo(report.refused().get(0).id());
            assertThat(letter.sqlstate()).isEqualTo("22P05");
            assertThat(letter.reason()).contains("Unicode escape");
        });
        assertThat(hub.count("events where project = 'red'")).isEqualTo(3);
        theFiguresAgree();
    }

    @Test
    void whatIsStillRefusedCostsItsNeighboursNothing() {
        for (int i = 0; i < 120; i++) {
            setAside((i % 40 == 7 ? BAD : Sample.of("red")).own(NOON, "e" + i));
        }
        ReplayReport first = replay(all(null, 100));
        assertThat(first.stored()).isEqualTo(97);
        assertThat(first.refused())
                .hasSize(3)
                .allMatch(refusal -> refusal.reason().contains("no_bad"));
        ReplayReport second = replay(all(first.next(), 100));
        assertThat(second.stored()).isEqualTo(20);
        assertThat(second.refused()).isEmpty();
        assertThat(second.next()).isNull();
        theFiguresAgree();
    }

    @Test
    void thoseNamedOrOfAStateAreReplayedAndNoOthers() {
        Sample good = Sample.of("red");
        setAside(good.own(NOON, "one"));
        setAside(good.own(NOON, "two"), new PgException("no", "ERROR", "22P05", null));
        setAside(good.own(NOON, "three"));
        long newest = list(null, null, 1).items().get(0).id();
        assertThat(replay(new Replay(List.of(newest, newest + 100), null, null, null, null))
                        .stored())
                .isEqualTo(1);
        assertThat(replay(new Replay(null, "22P05", null, null, null)).stored()).isEqualTo(1);
        assertThat(list(null, null, 10).items())
                .singleElement()
                .satisfies(letter -> assertThat(letter.event().id()).isEqualTo("one"));
        assertThat(await(replay.run("blue", all(null, null))).stored()).isZero();
        theFiguresAgree();
    }

    @Test
    void replaysAtTheSameTimeStoreEachOnce() {
        for (int i = 0; i < 200; i++) {
            setAside(
                    i % 2 == 0
                            ? Sample.of("red").at(NOON, "g" + i)
                            : Sample.of("red").own(NOON, "o" + i));
        }
        List<Future<ReplayReport>> replays = Stream.generate(() -> replay.run("red", all(null, 1_000)))
                .limit(3)
                .toList();
        await(Future.all(replays));
        assertThat(replays.stream().mapToLong(each -> each.result().stored()).sum())
                .isEqualTo(200);
        assertThat(hub.count("events where project = 'red'")).isEqualTo(200);
        assertThat(hub.count("dead_letter")).isZero();
        theFiguresAgree();
    }

    /** A server that can store nothing at all has nothing against any of the events. */
    @Test
    void aStateOfTheServerIsNoRefusalOfTheEvents() {
        setAside(Sample.of("red").own(NOON, "one"));
        hub.sql("alter table telemetry rename to elsewhere");
        assertThatThrownBy(() -> replay(all(null, null)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(ProblemKind.DATABASE_UNAVAILABLE));
        assertThat(list(null, null, 10).items().get(0).sqlstate()).isEqualTo("23514");
        hub.sql("alter table elsewhere rename to telemetry");
        assertThat(replay(all(null, null)).stored()).isEqualTo(1);
    }

    @Test
    void aReplayThatTheServerCutsOffSaysHowFarItCameAndGoesOnFromThere() {
        for (int i = 0; i < 60; i++) {
            setAside(Sample.of("red").payload(i == 55 ? "{\"much\":1}" : "{}").own(NOON, "e" + i));
        }
        hub.sql("""
                create function full_disk() returns trigger language plpgsql as
                $$ begin raise exception 'no room' using errcode = '53100'; end $$""");
        hub.sql("""
                create trigger full_disk before insert on telemetry
                   for each row when (new.payload like '%much%') execute function full_disk()""");
        ReplayReport first = replay(all(null, null));
        assertThat(first.stored()).isEqualTo(50);
        assertThat(first.next()).isNotNull();
        assertThatThrownBy(() -> replay(all(first.next(), null)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(ProblemKind.DATABASE_UNAVAILABLE));
        hub.sql("drop function full_disk cascade");
        ReplayReport second = replay(all(first.next(), null));
        assertThat(second.stored()).isEqualTo(10);
        assertThat(second.next()).isNull();
        theFiguresAgree();
    }

    @Test
    void aReplayThatTakesLongerThanCallersWaitSaysHowFarItCame() {
        for (int i = 0; i < 60; i++) {
            setAside(Sample.of("red").own(NOON, "e" + i));
        }
        AtomicLong now = new AtomicLong();
        DeadLetterReplay slow = new DeadLetterReplay(
                hub.database,
                feed.writer,
                () -> now.getAndAdd(Duration.ofSeconds(5).toNanos()));
        ReplayReport first = await(slow.run("red", all(null, null)));
        assertThat(first.stored()).isEqualTo(50);
        ReplayReport second = await(slow.run("red", all(first.next(), null)));
        assertThat(second.stored()).isEqualTo(10);
        assertThat(second.next()).isNull();
    }

    @Test
    void thoseThatAreDeletedAreGoneAndCounted() {
        setAside(BAD.own(NOON, "one"));
        setAside(BAD.own(NOON, "two"));
        List<Long> ids =
                list(null, null, 10).items().stream().map(DeadLetter::id).toList();
        assertThat(await(letters.delete("blue", ids))).isZero();
        assertThat(await(letters.delete("red", List.of(ids.get(0), ids.get(0) + 100))))
                .isEqualTo(1);
        assertThat(list(null, null, 10).items()).extracting(DeadLetter::id).containsExactly(ids.get(1));
        theFiguresAgree();
    }

    @Test
    void whenTheyAreAsManyAsMayBeNothingMoreIsSetAsideUntilThereIsRoom() {
        EventWriter writer = new EventWriter(
                hub.database,
                new Partitions(hub.database),
                new NameBook(hub.database),
                new DeadLetters(hub.database, 2),
                List.of());
        for (int i = 0; i < 2; i++) {
            await(writer.setAside(feed.stretch(i, i + 1), BAD.own(NOON, "e" + i), REFUSAL));
        }
        Future<Void> third = writer.setAside(feed.stretch(2, 3), BAD.own(NOON, "e2"), REFUSAL);
        assertThatThrownBy(() -> await(third))
                .isInstanceOf(DeadLettersFull.class)
                .hasMessageContaining("drain.max-dead-letters (2)");
        assertThat(WriteFailure.of(third.cause())).isEqualTo(WriteFailure.RETRY);
        assertThat(await(writer.cursor(feed.journal)).orElseThrow().applied()).isEqualTo(2);

        await(letters.delete("red", List.of(list(null, null, 1).items().get(0).id())));

        await(writer.setAside(feed.stretch(2, 3), BAD.own(NOON, "e2"), REFUSAL));
        assertThat(hub.count("dead_letter")).isEqualTo(2);
    }

    private void setAside(JournaledEvent event) {
        setAside(event, REFUSAL);
    }

    private void setAside(JournaledEvent event, PgException refusal) {
        long at = feed.position++;
        await(feed.writer.setAside(feed.stretch(at, at + 1), event, refusal));
    }

    private DeadLetterPage list(String sqlstate, String cursor, int limit) {
        return await(letters.page("red", new DeadLetterQuery(sqlstate, null, cursor, limit)));
    }

    private ReplayReport replay(Replay asked) {
        return await(replay.run("red", asked));
    }

    private static Replay all(String cursor, Integer limit) {
        return new Replay(null, null, true, cursor, limit);
    }

    /** What V3__dead_letters.sql says of the cursor's columns. */
    private void theFiguresAgree() {
        var sums = hub.sql("""
                select sum(applied) - sum(stored + duplicates + set_aside),
                       sum(set_aside - replayed - discarded), sum(stored + replayed)
                  from journal_cursor""").iterator().next();
        assertThat(LongStream.range(0, 3).map(i -> sums.getLong((int) i)).boxed())
                .containsExactly(0L, hub.count("dead_letter"), hub.count("telemetry"));
    }
}
