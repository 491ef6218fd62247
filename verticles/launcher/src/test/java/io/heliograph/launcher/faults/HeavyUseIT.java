package io.heliograph.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.launcher.system.Hubs;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.Sql;
import io.heliograph.testkit.TokenMaker;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Very many names, and questions that nobody should ask: memory is bounded, figures are exact, answers come in time. */
@Tag("fault")
class HeavyUseIT {
    private static final String SECRET = "0kX3-9wq_vT7uY2zB5nM8cL1sD4fG6hJ";
    private static final int BATCH = 1_000;
    private static final int COUNTED_PROJECTS = 100;
    private static final long MOST_MEMORY = 50L << 20;
    private static final Pattern PROJECT = Pattern.compile("heliograph_events_\\w+\\{.*project=\"([^\"]+)\"");

    /** A range of ten years, pages far behind, lists without a filter. */
    private static final List<String> QUESTIONS = List.of(
            "/events?since=2016-11-21T00:00:00Z&until=2026-11-21T00:00:00Z&limit=1000",
            "/events?page=1000&page_size=1000",
            "/events?order=asc&limit=1000",
            "/telemetry/history?agent_id=agent-1&page=10000",
            "/agents?limit=1000",
            "/logs?level=warn&limit=1000",
            "/events/export?since=2016-11-21T00:00:00Z");

    @TempDir
    static Path directory;

    private static PostgresServer server;
    private static String database;
    private static HubProcess hub;
    private static Http http;
    private static long tokenEnd;

    @BeforeAll
    static void start() {
        server = PostgresServer.shared();
        database = server.create();
        tokenEnd = Instant.now().getEpochSecond() + TimeUnit.HOURS.toSeconds(12);
        Map<String, String> environment = Map.of(
                "HELIOGRAPH_DATABASE_URL", server.url(database, server.port()),
                "HELIOGRAPH_AUTH_JWT_SECRET", SECRET,
                "HELIOGRAPH_AUTH_JWT_ISSUER", "i",
                "HELIOGRAPH_AUTH_JWT_AUDIENCE", "a",
                "HELIOGRAPH_LIMITS_COUNTED_PROJECTS", Integer.toString(COUNTED_PROJECTS),
                "HELIOGRAPH_WINDOWS_MEMORY", "8MiB",
                "HELIOGRAPH_DATABASE_STATEMENT_TIMEOUT", "2s",
                "HELIOGRAPH_DATABASE_BREAKER_RESET", "300ms",
                "HELIOGRAPH_DRAIN_LONGEST_PAUSE", "200ms");
        hub = Hubs.run(directory, environment);
        http = new Http(hub.url());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** S19. */
    @Test
    void howeverManyNamesMemoryIsBoundedAndTotalsAreExact() throws Exception {
        int names = Rounds.of("names", 20_000, 1_000_000);
        int projects = Rounds.of("projects", 500, 100_000);
        Sums begin = settled();
        sendNames(0, BATCH);
        settled();
        long before = Heap.inUse(hub.pid(), HeavyUseIT::metrics);
        for (int from = BATCH; from < names; from += BATCH) {
            sendNames(from, BATCH);
        }
        for (int i = 0; i < projects; i++) {
            send("project-" + i, "{\"type\":\"one\"}");
        }
        Sums end = settled();
        // What happens to be written down at this moment is in use and is not kept.
        long after = await().atMost(Duration.ofSeconds(30))
                .until(() -> Heap.inUse(hub.pid(), HeavyUseIT::metrics), now -> now - before < MOST_MEMORY);
        Outcome.of(
                "S19",
                "%d types, sources and agents, %d projects: heap %d KiB, then %d KiB; %d projects counted",
                names,
                projects,
                before >> 10,
                after >> 10,
                end.projects().size());
        assertThat(end.accepted() - begin.accepted()).isEqualTo(names + projects);
        assertThat(end.stored() - begin.stored()).isEqualTo(names + projects);
        assertThat(end.projects())
                .hasSizeLessThanOrEqualTo(COUNTED_PROJECTS + 1)
                .contains("(others)");
        try (Sql sql = server.open(database)) {
            assertThat(sql.number("select count(*) from events where type like 'type-%'"))
                    .isEqualTo(names);
            assertThat(sql.number("select count(distinct agent_id) from events where type like 'type-%'"))
                    .isEqualTo(names);
        }
    }

    /** S19: anybody can invent methods, and need show nothing for it. */
    @Test
    void howeverManyMethodsAreInventedTheyAreOneInTheFigures() {
        int methods = Rounds.of("methods", 300, 100_000);
        for (int i = 0; i < methods; i++) {
            assertThat(http.send(http.request("/events").method("INVENTED" + i, BodyPublishers.noBody()))
                            .status())
                    .isIn(401, 405);
        }
        String metrics = metrics();
        Outcome.of(
                "S19",
                "%d methods, %d lines of figures",
                methods,
                metrics.lines().count());
        assertThat(metrics).doesNotContain("INVENTED");
        assertThat(Metrics.sum(metrics, "heliograph_http_requests_seconds_count{code=\"405\",method=\"other\"")
                        + Metrics.sum(metrics, "heliograph_http_requests_seconds_count{code=\"401\",method=\"other\""))
                .isEqualTo(methods);
    }

    /** S20: the lock is let go only once all have answered, so an answer that waits for PostgreSQL would never come. */
    @Test
    void aQuestionThatPostgresDoesNotAnswerIsAnsweredAllTheSameAndHoldsNothingUp() throws Exception {
        sendNames(0, BATCH);
        settled();
        Map<Integer, Integer> statuses = new TreeMap<>();
        ExecutorService askers = Executors.newFixedThreadPool(4 * QUESTIONS.size());
        try (Sql other = server.open(database).begin()) {
            other.run("lock table telemetry, agents, logs in access exclusive mode");
            List<Future<Answer>> asked = new ArrayList<>();
            for (int i = 0; i < 4 * QUESTIONS.size(); i++) {
                String question = QUESTIONS.get(i % QUESTIONS.size());
                asked.add(askers.submit(() -> get("default", question)));
            }
            for (int i = 0; i < 50; i++) {
                send("default", "{\"type\":\"meanwhile\"}");
            }
            for (Future<Answer> each : asked) {
                Answer answer = each.get(60, TimeUnit.SECONDS);
                statuses.merge(answer.status(), 1, Integer::sum);
                assertThat(answer.status()).as(answer.body()).isIn(400, 503, 504);
                assertThat(answer.json().get("code").asText()).isNotEmpty();
            }
            assertThat(get("default", "/health/live").status()).isEqualTo(200);
            other.rollback();
        } finally {
            askers.shutdownNow();
        }
        settled();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get("default", "/events?limit=1").status() == 200);
        for (String question : QUESTIONS) {
            assertThat(get("default", question).status()).as(question).isIn(200, 400);
        }
        assertThat(hub.text()).doesNotContain("OutOfMemory");
        Outcome.of("S20", "%d questions while nothing could be read: %s", 4 * QUESTIONS.size(), statuses);
    }

    private static void sendNames(int from, int count) {
        StringBuilder events = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            events.append("{\"id\":\"n-%d\",\"type\":\"type-%d\",\"source\":\"source-%d\",\"agent_id\":\"agent-%d\"}\n"
                    .formatted(i, i, i, i));
        }
        send("default", "[" + events.toString().strip().replace("\n", ",") + "]");
    }

    private static void send(String project, String body) {
        Answer answer = http.post("/events", body, "Authorization", bearer(project));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    }

    private static Answer get(String project, String path) {
        return http.get(path, "Authorization", bearer(project));
    }

    private static String bearer(String project) {
        String claims = "{\"iss\":\"i\",\"aud\":\"a\",\"sub\":\"s\",\"exp\":%d,\"project\":\"%s\",\"scope\":\"%s\"}"
                .formatted(tokenEnd, project, "events:read events:write metrics:read projects:manage");
        return "Bearer " + TokenMaker.hs256("{\"alg\":\"HS256\"}", claims, SECRET.getBytes(StandardCharsets.US_ASCII));
    }

    private static String metrics() {
        return get("default", "/metrics").body();
    }

    /** What all projects sum up to, once nothing waits; names that nobody has seen take PostgreSQL a while. */
    private static Sums settled() {
        await().atMost(Duration.ofMinutes(10)).until(() -> Sums.of(metrics()).pending() == 0);
        return Sums.of(metrics());
    }

    private record Sums(long accepted, long stored, long pending, Set<String> projects) {
        static Sums of(String metrics) {
            return new Sums(
                    sum(metrics, "accepted_total"),
                    sum(metrics, "stored_total"),
                    sum(metrics, "pending"),
                    metrics.lines()
                            .map(PROJECT::matcher)
                            .filter(found -> found.find())
                            .map(found -> found.group(1))
                            .collect(Collectors.toSet()));
        }

        private static long sum(String metrics, String what) {
            return Metrics.sum(metrics, "heliograph_events_" + what + "{");
        }
    }
}
