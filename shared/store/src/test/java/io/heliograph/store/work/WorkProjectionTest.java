package io.heliograph.store.work;

import static io.heliograph.store.Hub.await;
import static io.heliograph.store.work.Told.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.live.LivePayload;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.store.Hub;
import io.heliograph.store.events.Written;
import io.heliograph.testkit.faults.Seed;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkProjectionTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:30.123456Z");
    private static final String[] TYPES = {
        "job.queued", "job.scheduled", "job.started", "job.succeeded", "job.failed", "job.cancelled"
    };

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
    void whatEventsTellIsWhatThePayloadSays() {
        Told told = new Told(hub);
        told.write(
                event("whole", ago(300), "job.queued", "{'job_id':'a','platform':'tiktok'}"),
                event("whole", ago(290), "job.queued", "{'job_id':'b','platform':'tiktok'}"),
                event("whole", ago(290), "job.scheduled", scheduled("c", "instagram", NOW.plusSeconds(10))),
                event("whole", ago(289), "job.scheduled", scheduled("d", "instagram", NOW.plusSeconds(3_590))),
                event("whole", ago(288), "job.scheduled", scheduled("e", "instagram", NOW.plusSeconds(3_601))),
                event("whole", ago(287), "job.scheduled", scheduled("f", "instagram", NOW.minusSeconds(10))),
                event("whole", ago(286), "job.scheduled", scheduled("g", "youtube", NOW.minusSeconds(1_000))),
                event("whole", ago(286), "job.scheduled", scheduled("tomorrow", "youtube", NOW.plusSeconds(86_400))),
                event("whole", ago(285), "job.scheduled", scheduled("h", "youtube", ago(200))));
        told.write(
                event("whole", ago(190), "job.started", "{'job_id':'h','worker':'w-1'}"),
                event("whole", ago(180), "job.started", "{'job_id':'i','worker':'w-2'}"),
                event("whole", ago(178), "job.succeeded", "{'job_id':'i','worker':'w-2'}"),
                event("whole", ago(170), "job.failed", "{'job_id':'j','worker':'w-2','duration_ms':1000}"),
                event("whole", ago(30), "worker.heartbeat", "{'worker':'w-3'}"),
                event("whole", ago(20), "worker.heartbeat", "{'worker':'w-4'}"),
                event("whole", ago(10), "worker.stopped", "{'worker':'w-4'}"),
                event("whole", ago(100), "orchestrator.action_executed", "{}"),
                event("whole", ago(15), "orchestrator.action_executed", "{'decisions_pending':8}"),
                event("whole", ago(40), "orchestrator.status", "{'decisions_pending':9,'saturation_rate':0.35}"));

        assertThat(payload("whole", "facebook"))
                .isEqualTo(new LivePayload(
                        LivePayload.Queue.of(8, 1, 1, 1),
                        new LivePayload.Scheduler(6, 2, 2, 10),
                        new LivePayload.Orchestrator(1, 8, 0.35, 15L),
                        Map.of("facebook", 0L, "instagram", 4L, "tiktok", 2L, "youtube", 2L),
                        new LivePayload.Workers(3, 1, 1_500),
                        NOW,
                        null));
    }

    @Test
    void aRepeatCountsNothing() {
        Told told = new Told(hub);
        JournaledEvent queued = event("again", "x", ago(9), "job.queued", "{'job_id':'a'}");
        JournaledEvent action = event("again", "y", ago(9), "orchestrator.action_executed", "{}");
        assertThat(told.write(queued, action, queued).duplicates()).isEqualTo(1);
        assertThat(new Told(hub).write(queued, action).duplicates()).isEqualTo(2);
        assertThat(payload("again").queue()).isEqualTo(LivePayload.Queue.of(1, 0, 0, 0));
        assertThat(payload("again").orchestrator().actionsLastMinute()).isEqualTo(1);
    }

    @Test
    void whateverAnEventSaysItIsStored() {
        Told told = new Told(hub);
        String[] payloads = {
            "{}",
            "[1]",
            "{'job_id':''}",
            "{'job_id':{'a':1}}",
            "{'job_id':'" + "x".repeat(300) + "'}",
            "{'job_id':1e400}",
            "{'job_id':7,'scheduled_for':'yesterday','platform':[],'worker':1}",
            "{'job_id':7,'job_id':8,'scheduled_for':1e300,'duration_ms':-1}",
            "{'job_id':9,'scheduled_for':'9999-12-31T23:59:59Z','duration_ms':1e300}",
            "{'job_id':10,'scheduled_for':999999999999999}"
        };
        List<JournaledEvent> events = new ArrayList<>();
        for (String payload : payloads) {
            for (String type : List.of("job.failed", "job.unheard-of", "orchestrator.x", "worker.x")) {
                events.add(event("odd", ago(9), type, payload));
            }
        }
        assertThat(told.write(events.toArray(JournaledEvent[]::new)).stored()).isEqualTo(events.size());
        assertThat(payload("odd").queue()).isEqualTo(LivePayload.Queue.of(0, 0, 0, 4));
    }

    @Test
    void figuresOfOnesOwnAreMadeAsTheSettingSays() {
        Told told = new Told(
                hub,
                CustomMetric.parse("n = gpu t count"),
                CustomMetric.parse("all = gpu t sum"),
                CustomMetric.parse("middle=gpu t mean"),
                CustomMetric.parse("least = gpu t min"),
                CustomMetric.parse("most = gpu t max"),
                CustomMetric.parse("newest = gpu t last"));
        told.write(
                event("own", ago(9_000), "gpu", "{'t':1000}"),
                event("own", ago(90), "gpu", "{'t':7}"),
                event("own", ago(5), "gpu", "{'t':2.5}"),
                event("own", ago(20), "gpu", "{'t':4}"),
                event("own", ago(4), "gpu", "{'t':'hot'}"),
                event("own", ago(3), "cpu", "{'t':99}"));
        LiveView view = view(
                CustomMetric.parse("n = gpu t count"),
                CustomMetric.parse("all = gpu t sum"),
                CustomMetric.parse("middle=gpu t mean"),
                CustomMetric.parse("least = gpu t min"),
                CustomMetric.parse("most = gpu t max"),
                CustomMetric.parse("newest = gpu t last"));
        assertThat(await(new WorkReader(hub.database, view).read(List.of("own"), NOW))
                        .get("own")
                        .custom())
                .containsExactly(
                        Map.entry("n", 3.0),
                        Map.entry("all", 13.5),
                        Map.entry("middle", 4.5),
                        Map.entry("least", 2.5),
                        Map.entry("most", 7.0),
                        Map.entry("newest", 2.5));
    }

    @Test
    void theOrderInWhichEventsComeMakesNoDifferenceAndCountersEqualRows() {
        long seed = Seed.of("WorkProjectionTest");
        Random random = new Random(seed);
        List<JournaledEvent> events = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            int job = random.nextInt(60);
            Instant due = NOW.plusSeconds(job * 100L - 3_000);
            String payload = "{'job_id':%d,'platform':'p-%d','worker':'w-%d','scheduled_for':'%s'}"
                    .formatted(job, job % 3, job % 5, due);
            events.add(event("order", "e-" + i, ago(random.nextInt(1_000)), TYPES[random.nextInt(6)], payload));
        }
        List<List<Object>> first = null;
        LivePayload shown = null;
        for (int round = 0; round < 3; round++) {
            String project = "order-" + round;
            Collections.shuffle(events, random);
            try (Hub second = new Hub(hub.address, Hub.CONFIG)) {
                List<Told> nodes = List.of(new Told(hub), new Told(second));
                for (int from = 0; from < events.size(); from += 60) {
                    List<Future<Written>> together = new ArrayList<>();
                    for (int node = 0; node < 2; node++) {
                        int at = from + node * 30;
                        together.add(nodes.get(node).writeLater(in(project, events.subList(at, at + 30))));
                    }
                    await(Future.all(together));
                }
            }
            List<List<Object>> rows = rows(
                    "select job, state, state_at, platform, worker, scheduled_for, started_at, ended_at from work_job"
                            + " where project = '" + project + "' order by job");
            assertThat(counted(project)).as("seed %d", seed).isEqualTo(recounted(project));
            LivePayload payload = payload(project);
            if (first != null) {
                assertThat(rows).as("seed %d", seed).isEqualTo(first);
                assertThat(payload).as("seed %d", seed).isEqualTo(shown);
            }
            first = rows;
            shown = payload;
        }
    }

    @Test
    void whatIsForgottenIsCountedNoMore() {
        Told told = new Told(hub);
        List<JournaledEvent> events = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            events.add(event("old", ago(86_400 * 40L + i), "job.succeeded", "{'job_id':" + i + ",'duration_ms':5}"));
            events.add(
                    event("old", ago(86_400 * 40L + i), "job.scheduled", scheduled("q" + i, "p", ago(86_400 * 39L))));
        }
        events.add(event("old", ago(5), "job.queued", "{'job_id':'young','platform':'p'}"));
        told.write(events.toArray(JournaledEvent[]::new));
        assertThat(payload("old").queue()).isEqualTo(LivePayload.Queue.of(26, 0, 25, 0));

        WorkExpiry expiry = new WorkExpiry(hub.database, 10);
        int steps = 1;
        while (await(expiry.forget(NOW, Duration.ofDays(30)))) {
            steps++;
        }
        assertThat(steps).isGreaterThan(4);
        assertThat(payload("old").queue()).isEqualTo(LivePayload.Queue.of(1, 0, 0, 0));
        assertThat(payload("old").platforms()).isEqualTo(Map.of("p", 1L));
        assertThat(hub.count("work_slice where project = 'old'")).isZero();
        assertThat(hub.count("work_due where project = 'old'")).isZero();
    }

    private static List<JournaledEvent> in(String project, List<JournaledEvent> events) {
        return events.stream()
                .map(event -> new JournaledEvent(
                        project,
                        event.receivedAt(),
                        event.timestamp(),
                        null,
                        event.id(),
                        event.type(),
                        null,
                        null,
                        event.payload()))
                .toList();
    }

    private static List<List<Object>> counted(String project) {
        return rows("select 'n', name, null::timestamptz, value, 0 from work_count where project = '" + project
                + "' and value <> 0 union all select 's', name, at, count, total from work_slice where project = '"
                + project
                + "' and (count <> 0 or total <> 0) union all select 'd', second::text, at, n, 0 from work_due,"
                + " unnest(waiting) with ordinality as due (n, second) where project = '" + project
                + "' and n <> 0 order by 1, 2, 3");
    }

    /** The same, from the rows of jobs. */
    private static List<List<Object>> recounted(String project) {
        return rows("""
                with j as (select *, extract(epoch from started_at) as s, extract(epoch from ended_at) as e,
                                  extract(epoch from scheduled_for) as d from work_job where project = '%s')
                select 'n', 'state:' || state, null::timestamptz, count(*), 0::float8 from j where state < 6 group by state
                union all
                select 'n', 'platform:' || platform, null, count(*), 0 from j where state < 3 group by platform
                union all
                select 's', 'scheduled', date_trunc('day', scheduled_for, 'UTC'), count(*), 0 from j group by 3
                union all
                select 's', 'waiting', date_trunc('minute', scheduled_for), count(*), 0 from j where state < 3 group by 3
                union all
                select 's', 'waiting-hours', date_trunc('hour', scheduled_for, 'UTC'), count(*), 0
                  from j where state < 3 group by 3
                union all
                select 's', 'waiting-days', date_trunc('day', scheduled_for, 'UTC'), count(*), 0
                  from j where state < 3 group by 3
                union all
                select 'd', (floor(extract(second from scheduled_for)) + 1)::text, date_trunc('minute', scheduled_for), count(*), 0
                  from j where state < 3 group by 2, 3
                union all
                select 's', 'delay', date_trunc('minute', started_at), count(*), sum(greatest(0, s - d) * 1000000)::float8
                  from j where started_at is not null group by 3
                union all
                select 's', 'took', date_trunc('minute', ended_at), count(*), sum((e - s) * 1000000)::float8
                  from j where state > 3 and ended_at >= started_at group by 3
                order by 1, 2, 3""".formatted(project));
    }

    private static List<List<Object>> rows(String sql) {
        List<List<Object>> rows = new ArrayList<>();
        hub.sql(sql).forEach(row -> {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(row.getValue(i) instanceof Number number ? (Object) number.doubleValue() : row.getValue(i));
            }
            rows.add(values);
        });
        return rows;
    }

    private static LivePayload payload(String project, String... platforms) {
        LiveView view = new LiveView(Duration.ofHours(1), Duration.ofMinutes(5), List.of(platforms), 10, List.of());
        return await(new WorkReader(hub.database, view).read(List.of(project), NOW))
                .get(project);
    }

    private static LiveView view(CustomMetric... metrics) {
        return new LiveView(Duration.ofHours(1), Duration.ofMinutes(5), List.of(), 10, List.of(metrics));
    }

    private static String scheduled(String job, String platform, Instant due) {
        return "{'job_id':'%s','platform':'%s','scheduled_for':'%s'}".formatted(job, platform, due);
    }

    private static Instant ago(long seconds) {
        return NOW.minusSeconds(seconds);
    }
}
