package io.heliograph.store.rollups;

import static io.heliograph.store.Hub.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.metrics.RollupReport;
import io.heliograph.contracts.metrics.RollupReport.Difference;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.numbers.Cell;
import io.heliograph.store.Database;
import io.heliograph.store.Hub;
import io.heliograph.store.JournalCursors.Lane;
import io.heliograph.store.JournalCursors.Stretch;
import io.heliograph.store.events.DeadLetters;
import io.heliograph.store.events.EventWriter;
import io.heliograph.store.events.NameBook;
import io.heliograph.store.events.Partitions;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RollupsTest {
    private static final long NOON = micros(Instant.parse("2026-01-31T12:00:00Z"));
    private static final long DAY = TimeUnit.DAYS.toMicros(1);

    private final Random random = new Random(17);
    private Hub hub;
    private RollupTables tables;

    @BeforeEach
    void start() {
        hub = Hub.fresh();
        tables = new RollupTables(hub.database);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void whateverIsRolledUpWhenTheNumbersAreThoseOfTheRows() {
        Journal one = new Journal(hub.database, 100);
        Journal other = new Journal(hub.database, 100);
        for (int round = 0; round < 12; round++) {
            one.write(events(200, round));
            other.write(events(150, round));
            if (round % 3 == 1) {
                await(tables.roll(random.nextInt(40)));
            }
            if (round % 4 == 3) {
                assertNoDifference();
            }
        }
        while (await(tables.roll(100)) > 0) {
            // Until none wait.
        }
        assertThat(hub.count("rollup_delta")).isZero();
        assertNoDifference();

        Map<Long, Cell> days =
                await(tables.range("default", "llm", "latency.ms", Level.DAY, NOON - 3 * DAY, NOON + 3 * DAY));
        assertThat(days).hasSizeGreaterThan(1);
        String judged = hub.sql("""
                        select count(payload::jsonb #> '{latency,ms}') || ' ' || trim_scale(sum((payload::jsonb #>> '{latency,ms}')::numeric))
                               || ' ' || min((payload::jsonb #>> '{latency,ms}')::float8)
                          from telemetry e join name on number = type_number where text = 'llm'""").iterator().next().getString(0);
        Cell all = new Cell();
        days.values().forEach(all::merge);
        assertThat(all.count() + " " + all.sum().toPlainString() + " " + all.min())
                .isEqualTo(judged);
    }

    @Test
    void nodesThatStoreAndRollAtTheSameTimeLoseNothing() {
        List<Future<?>> all = new ArrayList<>();
        for (int node = 0; node < 3; node++) {
            Journal journal = new Journal(hub.database, 100);
            Future<?> written = Future.succeededFuture();
            for (int batch = 0; batch < 15; batch++) {
                List<JournaledEvent> events = events(100, batch);
                written = written.compose(done -> journal.writeLater(events)).compose(done -> tables.roll(20));
            }
            all.add(written);
        }
        await(Future.all(all));

        assertNoDifference();
        assertThat(hub.count("rollup_minute")).isPositive();
    }

    @Test
    void whatIsStoredTwiceOrNotAtAllIsNotCounted() {
        Journal journal = new Journal(hub.database, 100);
        JournaledEvent event = event("once", NOON, "same", "{\"n\":1}");
        journal.write(List.of(event, event));
        journal.write(List.of(event));
        Stretch stale = new Stretch(journal.id, journal.epoch, Lane.MAIN, 0, 1);
        assertThat(await(journal.writer
                        .write(stale, List.of(event("once", NOON, null, "{\"n\":2}")))
                        .map("stored")
                        .otherwise("not stored")))
                .isEqualTo("not stored");

        Map<Long, Cell> found = await(tables.range("default", "once", "n", Level.MINUTE, NOON, NOON + DAY));
        assertThat(found).containsOnlyKeys(NOON);
        assertThat(found.get(NOON).count()).isEqualTo(1);
        assertNoDifference();
    }

    @Test
    void aDifferenceIsFoundAndNamed() {
        new Journal(hub.database, 100).write(events(500, 0));
        await(tables.roll(10_000));
        hub.sql("update rollup_minute set sum = sum + 0.001 where (series, at) in"
                + " (select series, at from rollup_minute where sketch <> '' limit 1)");
        hub.sql("delete from rollup_hour where (series, at) in (select series, at from rollup_hour limit 1)");

        RollupReport report = check();
        assertThat(report.first()).extracting(Difference::rollup).contains("minute", "hour");
        assertThat(report.differences()).isBetween(2L, 6L);
    }

    @Test
    void aProjectHasSoManySeriesAndNoMore() {
        Journal journal = new Journal(hub.database, 5);
        for (int i = 0; i < 4; i++) {
            journal.write(List.of(event("t", NOON, null, "{\"f" + 2 * i + "\":1,\"f" + (2 * i + 1) + "\":2}")));
        }
        new Journal(hub.database, 5).write(List.of(event("other", NOON, null, "{\"f0\":1}")));

        assertThat(hub.count("rollup_series")).isEqualTo(5);
        assertNoDifference();
        assertThat(await(tables.range("default", "t", "f0", Level.MINUTE, NOON, NOON + 1)))
                .hasSize(1);
        assertThat(await(tables.range("default", "t", "f7", Level.MINUTE, NOON, NOON + 1)))
                .isEmpty();
    }

    @Test
    void whatIsOldIsLetGoOf() {
        new Journal(hub.database, 100).write(events(100, 0));
        await(tables.roll(10_000));
        long minutes = hub.count("rollup_minute");

        assertThat(await(tables.expire(Level.MINUTE, Duration.ofDays(36_000), 1_000)))
                .isZero();
        assertThat(await(tables.expire(Level.MINUTE, Duration.ofDays(1), 3))).isEqualTo(3);
        assertThat(hub.count("rollup_minute")).isEqualTo(minutes - 3);
    }

    private void assertNoDifference() {
        RollupReport report = check();
        assertThat(report.first()).isEmpty();
        assertThat(report.differences()).isZero();
        assertThat(report.events()).isEqualTo(hub.count("telemetry"));
        assertThat(report.compared()).isPositive();
    }

    /** All of it, however many parts it takes. */
    private RollupReport check() {
        RollupCheck check = new RollupCheck(hub.database, System::nanoTime);
        long from = NOON - DAY / 2;
        RollupReport whole = new RollupReport(0, 0, 0, List.of(), Instant.EPOCH);
        while (whole.next() != null) {
            RollupReport part = await(check.run("default", from, NOON + 2 * DAY));
            List<Difference> first = new ArrayList<>(whole.first());
            first.addAll(part.first());
            whole = new RollupReport(
                    whole.events() + part.events(),
                    whole.compared() + part.compared(),
                    whole.differences() + part.differences(),
                    first,
                    part.next());
            from = part.next() == null ? from : micros(part.next());
        }
        return whole;
    }

    /** Some around a minute that moves on, and some late by hours; ids of their senders that come again now and then. */
    private List<JournaledEvent> events(int many, int round) {
        List<JournaledEvent> events = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            long late = random.nextInt(10) == 0 ? random.nextLong(DAY / 2) : random.nextLong(60_000_000L);
            long at = NOON + TimeUnit.HOURS.toMicros(2L * round) - late;
            String value = random.nextInt(100) == 0 ? "1.5e" + random.nextInt(300) : random.nextInt() / 1_000.0 + "";
            String payload = "{\"latency\":{\"ms\":" + value + "},\"ok\":" + random.nextBoolean() + ",\"name\":\"x\"}";
            String id = random.nextInt(4) == 0 ? "id-" + random.nextInt(300) : null;
            events.add(event(random.nextBoolean() ? "llm" : "gpu", at, id, payload));
        }
        return events;
    }

    private static JournaledEvent event(String type, long at, String ownId, String payload) {
        UUID hubId = ownId == null ? UUID.randomUUID() : null;
        return new JournaledEvent("default", at, at, hubId, ownId, type, null, null, payload);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** A journal that is drained. */
    private static final class Journal {
        private final UUID id = UUID.randomUUID();
        private final EventWriter writer;
        private final int epoch;
        private long position;

        Journal(Database database, int maxSeries) {
            writer = new EventWriter(
                    database,
                    new Partitions(database),
                    new NameBook(database),
                    new DeadLetters(database, 10),
                    List.of(),
                    new RollupDeltas(database, maxSeries));
            epoch = await(writer.claim(id, "node")).epoch();
        }

        void write(List<JournaledEvent> events) {
            await(writeLater(events));
        }

        Future<?> writeLater(List<JournaledEvent> events) {
            long from = position;
            position += events.size();
            return writer.write(new Stretch(id, epoch, Lane.MAIN, from, position), events);
        }
    }
}
