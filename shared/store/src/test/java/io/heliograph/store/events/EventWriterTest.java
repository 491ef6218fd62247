package io.heliograph.store.events;

import static io.heliograph.store.Hub.await;
import static io.heliograph.store.events.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.events.AgentPage.Agent;
import io.heliograph.contracts.events.AgentQuery;
import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.events.LogPage.LogLine;
import io.heliograph.contracts.events.LogQuery;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.retention.Horizon;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.store.CursorMoved;
import io.heliograph.store.Hub;
import io.heliograph.store.JournalCursors.Cursor;
import io.heliograph.testkit.faults.Seed;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventWriterTest {
    private static Hub hub;
    private static EventReader reader;

    @BeforeAll
    static void start() {
        hub = Hub.fresh();
        reader = new EventReader(hub.database, new NameBook(hub.database), 8 << 20);
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void whatIsStoredIsReadBackByteForByte() {
        String[] payloads = {
            "{}",
            " {\t\"b\" : 1.50,\r\n \"a\":1e3 , \"a\": 2 } ",
            "{\"text\":\"żółć 漢字 \uD83D\uDE80 \\ud83d\\ude80 \\/ \\u00e9\"}",
            "{\"long\":\"" + "x\u00e9".repeat(32 * 1024) + "\"}",
            "{\"exact\":9223372036854775807,\"decimal\":0.1000000000000000055511151231257827}"
        };
        Feed feed = new Feed(hub);
        Sample sample = Sample.of("bytes").source("s é").agent("a'); drop table telemetry; --");
        List<JournaledEvent> sent = new ArrayList<>();
        for (int i = 0; i < payloads.length; i++) {
            sent.add(sample.payload(payloads[i]).own(NOON.plusNanos(1_000L * i), "id-" + i));
        }
        assertThat(feed.write(sent.toArray(JournaledEvent[]::new))).containsExactly(5L, 0L);
        for (int i = 0; i < payloads.length; i++) {
            Instant time = NOON.plusNanos(1_000L * i);
            assertThat(await(reader.find("bytes", "id-" + i, Horizon.from(Instant.EPOCH))))
                    .contains(new Event(
                            "id-" + i,
                            time,
                            time.plusMillis(7),
                            "hardware.gpu",
                            "s é",
                            "a'); drop table telemetry; --",
                            "bytes",
                            new RawJson(payloads[i])));
        }
    }

    @Test
    void theSameIdIsStoredOnceWithinABatchAcrossBatchesAndAcrossJournals() {
        Sample sample = Sample.of("twice");
        Feed feed = new Feed(hub);
        Feed other = new Feed(hub);
        assertThat(feed.write(
                        sample.payload("{\"n\":1}").own(NOON, "x"),
                        sample.payload("{\"n\":2}").own(NOON, "x"),
                        sample.own(NOON, "y")))
                .containsExactly(2L, 1L);
        assertThat(feed.write(sample.own(NOON.plusSeconds(86_400), "y"))).containsExactly(0L, 1L);
        assertThat(other.write(sample.own(NOON, "x"), sample.own(NOON, "z"))).containsExactly(1L, 1L);
        assertThat(other.write(Sample.of("thrice").own(NOON, "x"))).containsExactly(1L, 0L);
        assertThat(hub.count("events where project = 'twice'")).isEqualTo(3);
        assertThat(await(reader.find("twice", "x", Horizon.from(Instant.EPOCH)))
                        .orElseThrow()
                        .payload())
                .isEqualTo(new RawJson("{\"n\":1}"));
    }

    @Test
    void writersOfTheSameIdsAtOnceStoreEachOnceAndDoNotDeadlock() {
        long seed = Seed.of("EventWriterTest");
        Random random = new Random(seed);
        int ids = 300;
        List<Future<Written>> writes = new ArrayList<>();
        try (Hub second = new Hub(hub.address, Hub.CONFIG)) {
            for (int w = 0; w < 6; w++) {
                List<JournaledEvent> events = new ArrayList<>();
                for (int i = 0; i < ids; i++) {
                    events.add(Sample.of("crowd").agent("agent-" + i % 20).own(NOON, "id-" + i));
                }
                Collections.shuffle(events, random);
                writes.add(new Feed(w % 2 == 0 ? hub : second).writeLater(events));
            }
            await(Future.all(writes));
        }
        assertThat(writes.stream().mapToLong(write -> write.result().stored()).sum())
                .as("seed %d", seed)
                .isEqualTo(ids);
        assertThat(hub.count("events where project = 'crowd'")).isEqualTo(ids);
        assertThat(await(reader.agents("crowd", new AgentQuery(null, null))).items())
                .hasSize(20)
                .allMatch(agent -> agent.events() == ids / 20);
    }

    @Test
    void theCursorMovesWithTheRowsAndCountsThem() {
        Feed feed = new Feed(hub);
        Sample sample = Sample.of("cursor");
        feed.write(sample.own(NOON, "1"), sample.own(NOON, "1"), sample.own(NOON, "2"));
        Cursor cursor = await(feed.writer.cursor(feed.journal)).orElseThrow();
        assertThat(List.of(cursor.applied(), cursor.stored(), cursor.duplicates(), cursor.setAside()))
                .containsExactly(3L, 2L, 1L, 0L);
        Cursor claimed = await(feed.writer.claim(feed.journal, "node"));
        assertThat(claimed.epoch()).isEqualTo(cursor.epoch() + 1);
        assertThat(claimed.applied()).isEqualTo(3);
        assertThat(claimed.serverStartedAt()).isEqualTo(cursor.serverStartedAt());
        assertThat(await(feed.writer.cursor(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void aWriterWhoseEpochHasPassedIsFencedAndStoresNothing() {
        Feed old = new Feed(hub);
        old.write(Sample.of("fenced").agent("a").own(NOON, "1"));
        await(old.writer.claim(old.journal, "another node"));
        assertThatThrownBy(() ->
                        old.write(Sample.of("fenced").agent("a").type("log").own(NOON, "2")))
                .isInstanceOf(CursorMoved.class)
                .satisfies(failure -> assertThat(WriteFailure.of(failure)).isEqualTo(WriteFailure.FENCED));
        assertThat(hub.count("events where project = 'fenced'")).isEqualTo(1);
        assertThat(hub.count("event_key where key = '" + EventKey.of("fenced", "1") + "' or key = '"
                        + EventKey.of("fenced", "2") + "'"))
                .isEqualTo(1);
        assertThat(hub.count("logs where project = 'fenced'")).isZero();
        assertThat(hub.count("agents where project = 'fenced' and events = 1")).isEqualTo(1);
    }

    @Test
    void aBatchThatWasAppliedBeforeIsNotAppliedAgain() {
        Feed feed = new Feed(hub);
        List<JournaledEvent> batch = List.of(Sample.of("again").at(NOON, "generated"));
        await(feed.writer.write(feed.stretch(0, 1), batch));
        assertThatThrownBy(() -> await(feed.writer.write(feed.stretch(0, 1), batch)))
                .isInstanceOf(CursorMoved.class);
        assertThat(hub.count("events where project = 'again'")).isEqualTo(1);
    }

    @Test
    void anEventThatPostgresRefusesIsPoisonAndCanBeSetAside() {
        Feed feed = new Feed(hub);
        JournaledEvent poison = Sample.of("poison")
                .type("log")
                .payload("{\"message\":\"\\u0000\"}")
                .own(NOON, "p");
        Throwable[] refusal = new Throwable[1];
        assertThatThrownBy(() -> feed.write(Sample.of("poison").own(NOON, "good"), poison))
                .satisfies(failure -> refusal[0] = failure);
        assertThat(WriteFailure.of(refusal[0])).isEqualTo(WriteFailure.POISON);
        assertThat(hub.count("events where project = 'poison'")).isZero();

        await(feed.writer.setAside(feed.stretch(0, 1), poison, refusal[0]));
        Cursor cursor = await(feed.writer.cursor(feed.journal)).orElseThrow();
        assertThat(cursor.applied()).isEqualTo(1);
        assertThat(cursor.setAside()).isEqualTo(1);
        var letter = hub.sql(
                        "select sqlstate, convert_from(event, 'UTF8') from dead_letter where journal = $1::uuid",
                        feed.journal)
                .iterator()
                .next();
        assertThat(letter.getString(0)).isEqualTo("22P05");
        assertThat(letter.getString(1)).contains("\"id\":\"p\"");
    }

    @Test
    void agentsKeepTheirSpanAndCount() {
        Feed feed = new Feed(hub);
        Sample a = Sample.of("agents").agent("a");
        feed.write(a.at(NOON, "1"), Sample.of("agents").agent("b").at(NOON, "2"), a.at(NOON.plusSeconds(5), "3"));
        feed.write(a.at(NOON.minusSeconds(5), "4"), Sample.of("agents").at(NOON, "5"));
        assertThat(await(reader.agents("agents", new AgentQuery(null, null))).items())
                .containsExactly(
                        new Agent("a", NOON.minusSeconds(5), NOON.plusSeconds(5), 3, false, null, null, null),
                        new Agent("b", NOON, NOON, 1, false, null, null, null));
    }

    @Test
    void logLinesAreTakenOutOfTheirEvents() {
        Feed feed = new Feed(hub);
        Sample log = Sample.of("logs").source("s").agent("a");
        feed.write(
                log.type("log")
                        .payload("{\"level\":\"WARN\",\"message\":\"one\"}")
                        .own(NOON.plusSeconds(5), "5"),
                log.type("log.error").payload("{\"msg\":\"two\"}").own(NOON.plusSeconds(4), "4"),
                log.type("log.app.Debug")
                        .payload("{\"level\":null,\"message\":\"\"}")
                        .own(NOON.plusSeconds(3), "3"),
                log.type("log")
                        .payload("{\"level\":30,\"message\":{\"a\":[1]}}")
                        .own(NOON.plusSeconds(2), "2"),
                log.type("log")
                        .payload("{\"message\":\"" + "é".repeat(9_000) + "\"}")
                        .own(NOON.plusSeconds(1), "1"),
                log.type("logistics.truck").own(NOON, "0"));
        List<LogLine> lines = await(reader.logs(
                        "logs", new LogQuery(null, null, null, null, null, null), Horizon.from(Instant.EPOCH)))
                .items();
        assertThat(lines).extracting(LogLine::level).containsExactly("warn", "error", "debug", "30", "info");
        assertThat(lines)
                .extracting(LogLine::message)
                .containsExactly("one", "two", "{\"level\":null,\"message\":\"\"}", "{\"a\":[1]}", "é".repeat(8_192));
        assertThat(lines.get(0)).isEqualTo(new LogLine("5", NOON.plusSeconds(5), "warn", "one", "s", "a"));
    }

    @Test
    void timesAreExactToTheMicrosecondFromTheFirstYearToTheLast() {
        Feed feed = new Feed(hub);
        Instant[] times = {
            Instant.parse("0001-01-01T00:00:00.000001Z"),
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            Instant.parse("2026-01-31T12:00:00.123457Z"),
            Instant.parse("9999-12-30T23:59:59.999999Z")
        };
        for (Instant time : times) {
            feed.write(Sample.of("times").own(time, time.toString()));
            assertThat(await(reader.find("times", time.toString(), Horizon.from(Micros.EARLIEST))))
                    .hasValueSatisfying(event -> assertThat(event.timestamp()).isEqualTo(time));
        }
    }
}
