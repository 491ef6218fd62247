package io.heliograph.store.retain;

import static io.heliograph.store.Hub.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.store.Hub;
import io.heliograph.store.events.Partitions;
import io.heliograph.store.retain.DayContent.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DayRemovalTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final Duration LOCK = Duration.ofMillis(50);

    private static Hub hub;
    private static StoredDays days;
    private static DayRemoval removal;

    @BeforeAll
    static void start() {
        hub = Hub.fresh();
        days = new StoredDays(hub.database);
        removal = new DayRemoval(hub.vertx, hub.database, LOCK);
        hub.sql("insert into name (project_number, kind, text) values (0, 'p', 'one'), (0, 'p', 'two')");
        hub.sql("""
                insert into name (project_number, kind, text)
                values (1, 't', 'log.debug'), (2, 't', 'log.debug'), (1, 't', 'gpu')""");
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    /** Of three days 6000 events each: of project one 4000 of log.debug and 1000 of gpu, of project two 1000. */
    @BeforeEach
    void fill() {
        for (int i = -1; i <= 1; i++) {
            LocalDate day = DAY.plusDays(i);
            hub.sql("drop table if exists " + StoredDays.telemetry(day));
            hub.sql("drop table if exists " + StoredDays.logs(day));
            await(new Partitions(hub.database).ensure(List.of(day)));
            insert(day, 1, 3, 4000);
            insert(day, 2, 4, 1000);
            insert(day, 1, 5, 1000);
            hub.sql("""
                    insert into logs (project, ts, id, level, message, type_number)
                    select case project_number when 1 then 'one' else 'two' end, ts, id::text, 'debug', 'm', type_number
                      from %s where type_number in (3, 4)""".formatted(StoredDays.telemetry(day)));
        }
    }

    @Test
    void aDayIsListedWithWhatItTakesAndCountedByProjectAndType() {
        assertThat(await(days.list())).extracting(StoredDays.Day::day).contains(DAY);
        assertThat(await(days.list())).allSatisfy(day -> assertThat(day.bytes()).isGreaterThan(500_000));
        List<Kind> kinds = List.of(
                new Kind(3, "one", "log.debug", 4000),
                new Kind(4, "two", "log.debug", 1000),
                new Kind(5, "one", "gpu", 1000));
        assertThat(await(days.content(DAY)).kinds()).containsExactlyInAnyOrderElementsOf(kinds);
        assertThat(hub.count("retention_day where day = '2026-03-01'")).isEqualTo(1);
        insert(DAY, 2, 4, 5000);
        assertThat(await(days.content(DAY)).events()).isEqualTo(11_000);
    }

    @Test
    void whatIsBeingWrittenIsNotForgottenWhenItIsThere() {
        Held writer = Held.by(
                "insert into telemetry_20260301 select ts, received_at, gen_random_uuid(), 2, 4, 0, 0, '', payload"
                        + " from telemetry_20260301 limit 5000");
        assertThat(await(days.content(DAY)).events()).isEqualTo(6_000);
        writer.letGo();
        assertThat(await(days.content(DAY)).events()).isEqualTo(11_000);
        insert(DAY, 2, 4, 1);
        assertThat(await(days.count(DAY)).events()).isEqualTo(11_001);
    }

    @Test
    void aDroppedDayIsGoneAndItsBytesAreTold() {
        long bytes = await(days.list()).stream()
                .filter(day -> day.day().equals(DAY))
                .findFirst()
                .orElseThrow()
                .bytes();
        assertThat(await(removal.drop(DAY)).getAsLong()).isEqualTo(bytes);
        assertThat(await(days.list())).extracting(StoredDays.Day::day).doesNotContain(DAY);
        assertThat(hub.count("telemetry")).isEqualTo(12_000);
        assertThat(await(removal.drop(DAY)).getAsLong()).as("once more").isZero();
    }

    @Test
    void aDayIsCopiedWithoutSomeTypesAndNothingElseOfItChanges() {
        String rest = "(select md5(string_agg(t::text, ',' order by ts, id)) from telemetry t where type_number <> 3)";
        String before = text(rest);
        assertThat(await(removal.rewrite(DAY, Set.of(3), Future::succeededFuture))
                        .getAsLong())
                .isGreaterThan(300_000);
        assertThat(hub.count("telemetry_20260301")).isEqualTo(2_000);
        assertThat(hub.count("logs_20260301")).isEqualTo(1_000);
        assertThat(hub.count("telemetry where type_number = 3")).isEqualTo(8_000);
        assertThat(text(rest.replace("<> 3)", "<> 3 and ts::date <> '2026-03-01')")))
                .isNotEqualTo(before);
        assertThat(hub.count("telemetry where type_number = 4 and ts >= '2026-03-01' and ts < '2026-03-02'"))
                .isEqualTo(1_000);
        assertThat(text(rest)).isEqualTo(before);
        assertThat(hub.count("pg_index where indrelid = 'telemetry_20260301'::regclass"))
                .isEqualTo(4);
        assertThat(hub.count("pg_constraint where conname = 'whole_day'")).isZero();
        insert(DAY, 1, 3, 10);
        assertThat(await(removal.rewrite(DAY, Set.of(3), Future::succeededFuture)))
                .as("a second time")
                .isPresent();
        assertThat(hub.count("telemetry_20260301")).isEqualTo(2_000);
    }

    @Test
    void whatIsBeingWrittenWhenTheWorkBeginsIsInTheCopy() {
        Held writer =
                Held.by("insert into telemetry_20260301 select ts, received_at, gen_random_uuid(), 2, 4, 0, 0, '', '{}'"
                        + " from telemetry_20260301 limit 1");
        DayRemoval patient = new DayRemoval(hub.vertx, hub.database, Duration.ofSeconds(20));
        Future<OptionalLong> rewriting = patient.rewrite(DAY, Set.of(3), Future::succeededFuture);
        Awaitility.await().until(() -> hub.count("pg_locks where not granted") > 0);
        writer.letGo();
        assertThat(await(rewriting)).isPresent();
        assertThat(hub.count("telemetry_20260301")).isEqualTo(2_001);
    }

    @Test
    void anEventThatComesBehindTheCopyLeavesTheOldDayInItsPlace() {
        Held reader = Held.by("select count(*) from telemetry");
        Future<OptionalLong> rewriting = removal.rewrite(DAY, Set.of(3), Future::succeededFuture);
        Awaitility.await().until(() -> hub.count("pg_class where relname = 'telemetry_20260301_next'") == 1);
        insert(DAY, 2, 4, 1);
        reader.letGo();
        assertThat(await(rewriting)).isEmpty();
        assertThat(hub.count("telemetry_20260301")).isEqualTo(6_001);
        assertThat(hub.count("pg_class where relname like '%_next'")).isZero();
        assertThat(await(removal.rewrite(DAY, Set.of(3), Future::succeededFuture)))
                .as("the next round")
                .isPresent();
        assertThat(hub.count("telemetry_20260301")).isEqualTo(2_001);
    }

    @Test
    void whoeverHoldsOnToADayIsNotWaitedForAndNobodyWaitsBehind() {
        Held reader = Held.by("select count(*) from telemetry");
        Future<OptionalLong> dropping = removal.drop(DAY);
        int written = 0;
        while (!dropping.isComplete()) {
            insert(DAY.plusDays(1), 1, 5, 1);
            written++;
            if (written == 40) {
                reader.letGo();
            }
        }
        assertThat(written).as("writes that went on while the drop waited").isGreaterThanOrEqualTo(40);
        assertThat(await(dropping)).isPresent();
        assertThat(hub.count("telemetry_20260302")).isEqualTo(6_000 + written);
    }

    /** A transaction that has done something and does not end yet. */
    private record Held(Promise<Void> mayEnd, Future<Void> ended) {
        static Held by(String sql) {
            Promise<Void> done = Promise.promise();
            Promise<Void> mayEnd = Promise.promise();
            Future<Void> ended = hub.database.transaction(
                    connection -> connection.query(sql).execute().compose(executed -> {
                        done.complete();
                        return mayEnd.future();
                    }));
            await(done.future());
            return new Held(mayEnd, ended);
        }

        void letGo() {
            mayEnd.complete();
            await(ended);
        }
    }

    private static String text(String expression) {
        return hub.sql("select " + expression).iterator().next().getString(0);
    }

    private static void insert(LocalDate day, int project, int type, int events) {
        hub.sql("""
                insert into telemetry
                select timestamp '%s' at time zone 'UTC' + n %% 86400 * interval '1 second', now(), gen_random_uuid(),
                       %d, %d, 0, 0, '', '{"n":' || n || ',"pad":"' || repeat('x', 50) || '"}'
                  from generate_series(1, %d) n""".formatted(day, project, type, events));
    }
}
