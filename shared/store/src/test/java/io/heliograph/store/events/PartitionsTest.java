package io.heliograph.store.events;

import static io.heliograph.store.Hub.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.store.Hub;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PartitionsTest {
    private static Hub hub;

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

    @Test
    void todayAndTheTwoDaysAfterItAreMadeAhead() {
        Partitions partitions = new Partitions(hub.database);
        await(partitions.ahead());
        await(partitions.ahead());
        assertThat(hub.count("""
                generate_series(0, 2) n, unnest(array['telemetry', 'logs']) parent
                 where to_regclass(parent || '_' || to_char((now() at time zone 'UTC')::date + n, 'YYYYMMDD')) is not null""")).isEqualTo(6);
    }

    @Test
    void theTurnOfTheYearFallsIntoTheDayThatItBelongsTo() {
        Feed feed = new Feed(hub);
        Sample sample = Sample.of("years");
        feed.write(
                sample.at(Instant.parse("2023-12-31T23:59:59.999999Z"), "a"),
                sample.at(Instant.parse("2024-01-01T00:00:00Z"), "b"),
                sample.at(Instant.parse("2024-02-29T12:00:00Z"), "c"),
                sample.at(Instant.parse("2024-12-31T23:59:59.999999Z"), "d"),
                sample.at(Instant.parse("2025-01-01T00:00:00Z"), "e"));
        for (String day : List.of("20231231", "20240101", "20240229", "20241231", "20250101")) {
            assertThat(hub.count("telemetry_" + day)).as(day).isEqualTo(1);
        }
    }

    @Test
    void nodesThatNeedTheSameDaysAtOnceMakeEachOnce() {
        List<LocalDate> days = IntStream.range(0, 30)
                .mapToObj(LocalDate.of(2022, 12, 15)::plusDays)
                .toList();
        try (Hub other = new Hub(hub.address, Hub.CONFIG)) {
            await(Future.all(IntStream.range(0, 6)
                    .mapToObj(i -> new Partitions(i % 2 == 0 ? hub.database : other.database).ensure(days))
                    .toList()));
        }
        assertThat(
                        hub.count(
                                "pg_inherits where inhparent = 'telemetry'::regclass and inhrelid::regclass::text ~ '_202(212|301)'"))
                .isEqualTo(30);
    }

    @Test
    void aPartitionIsMadeWhileItsTableIsBeingRead() {
        LocalDate day = LocalDate.of(2021, 5, 5);
        await(hub.database.transaction(reading -> reading.query("select count(*) from telemetry")
                .execute()
                .compose(counted -> new Partitions(hub.database).ensure(List.of(day)))));
        assertThat(hub.count("telemetry_20210505")).isZero();
    }

    @Test
    void aPartitionThatAnotherNodeDroppedIsMadeAgain() {
        Feed feed = new Feed(hub);
        Sample sample = Sample.of("dropped");
        Instant time = Instant.parse("2020-06-01T10:00:00Z");
        feed.write(sample.at(time, "a"));
        hub.sql("drop table telemetry_20200601");
        assertThat(feed.write(sample.at(time, "b"))).containsExactly(1L, 0L);
        assertThat(hub.count("events where project = 'dropped'")).isEqualTo(1);
    }

    @Test
    void everyPartitionHasTheIndexesOfItsTable() {
        await(new Partitions(hub.database).ensure(List.of(LocalDate.of(2019, 1, 1))));
        assertThat(hub.count("pg_index where indrelid = 'telemetry_20190101'::regclass"))
                .isEqualTo(4);
        assertThat(hub.count("pg_index where indrelid = 'logs_20190101'::regclass"))
                .isEqualTo(3);
    }
}
