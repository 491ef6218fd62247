package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.HubProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of one hub sees, through the packaged jar. */
class SingleNodeIT {
    @TempDir
    static Path directory;

    private static HubProcess hub;
    private static Http http;

    @BeforeAll
    static void start() {
        hub = Hubs.firstRun(directory, Map.of());
        http = new Http(hub.url());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void theConsoleSaysWhereItListensAndWhatToTry() {
        assertThat(hub.text()).contains("listens  " + hub.url(), directory.toString(), "curl -s ", "/docs", "Ctrl-C");
        // A first start also names each script of tables that it applies, of which every module may have some.
        assertThat(hub.text().lines().filter(line -> !line.isBlank() && !line.contains(" Migrator - ")))
                .hasSizeLessThan(10);
    }

    @Test
    void anEventIsVisibleWithinASecondAndByteForByte() {
        String payload = "{ \"temperature_c\" : 61.50, \"name\":\"Gr\\u00fc\\u00dfe \uD83D\uDE00\", \"n\":1e2 }";
        Answer accepted = http.post(
                "/events",
                "{\"type\":\"hardware.gpu\",\"source\":\"byte\",\"id\":\"b-1\",\"payload\":" + payload + "}");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.json().toString()).isEqualTo("{\"accepted\":1,\"rejected\":[],\"duplicates\":0}");
        await().untilAsserted(() -> assertThat(http.get("/events/b-1").status()).isEqualTo(200));
        assertThat(http.get("/events/b-1").body()).contains("\"payload\":" + payload);
    }

    @Test
    void oneObjectAnArrayAWrappedArrayAndLinesAreAllTaken() {
        String event = "{\"type\":\"shape.test\",\"source\":\"shapes\"}";
        assertThat(http.post("/events", event).status()).isEqualTo(202);
        assertThat(http.post("/events", "[" + event + "," + event + "]")
                        .json()
                        .get("accepted")
                        .asInt())
                .isEqualTo(2);
        assertThat(http.post("/events", "{\"events\":[" + event + "]}").status())
                .isEqualTo(202);
        Answer lines = http.post(
                "/events", (event + "\n" + event + "\n").getBytes(StandardCharsets.UTF_8), "application/x-ndjson");
        assertThat(lines.json().get("accepted").asInt()).isEqualTo(2);

        await().untilAsserted(() -> assertThat(items("/events?source=shapes")).hasSize(6));
    }

    @Test
    void filtersCursorsAndPagesWalkTheSameList() {
        Instant base = Instant.now().minusSeconds(3600);
        StringBuilder batch = new StringBuilder();
        for (int i = 0; i < 250; i++) {
            batch.append("{\"type\":\"walk.%d\",\"agent_id\":\"walker\",\"timestamp\":\"%s\",\"payload\":{\"i\":%d}}\n"
                    .formatted(i % 2, base.plusMillis(i / 3), i));
        }
        http.post("/events", batch.toString().getBytes(StandardCharsets.UTF_8), "application/x-ndjson");
        await().untilAsserted(() ->
                assertThat(walk("/events?agent_id=walker&limit=70")).hasSize(250));

        List<String> newestFirst = walk("/events?agent_id=walker&limit=70");
        List<String> oldestFirst = walk("/events?agent_id=walker&limit=33&order=asc");
        assertThat(new LinkedHashSet<>(newestFirst)).hasSize(250);
        assertThat(oldestFirst).containsExactlyElementsOf(reversed(newestFirst));

        List<String> byPage = new ArrayList<>();
        for (int page = 0; page < 3; page++) {
            items("/telemetry/history?agent_id=walker&page_size=100&page=" + page)
                    .forEach(item -> byPage.add(item.get("id").asText()));
        }
        assertThat(byPage).isEqualTo(newestFirst);
        assertThat(walk("/events?agent_id=walker&type=walk.1&limit=100")).hasSize(125);
        assertThat(items("/events?agent_id=walker&since=" + base.plusMillis(80) + "&limit=1000"))
                .hasSize(10);
        assertThat(items("/events?agent_id=walker&until=" + base.plusMillis(1) + "&limit=1000"))
                .hasSize(3);
    }

    @Test
    void exportsStreamCsvAndNdjson() {
        http.post(
                "/events",
                "[{\"id\":\"csv-1\",\"type\":\"csv.test\",\"source\":\"=1+1\",\"payload\":{\"a\":\"x,\\\"y\"}},"
                        + "{\"id\":\"csv-2\",\"type\":\"csv.test\"}]");
        await().untilAsserted(() -> assertThat(items("/events?type=csv.test")).hasSize(2));

        Answer csv = http.get("/events/export?type=csv.test&order=asc");
        assertThat(csv.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
        String[] rows = csv.body().split("\r\n");
        assertThat(rows[0]).isEqualTo("id,timestamp,received_at,type,source,agent_id,project,payload");
        assertThat(rows).hasSize(3);
        assertThat(csv.body()).contains("csv.test,\"'=1+1\",,default,\"{\"\"a\"\":\"\"x,\\\"\"y\"\"}\"");

        Answer lines = http.get("/events/export?type=csv.test&format=ndjson");
        assertThat(lines.body().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"id\":\"csv-"));

        String next = http.get("/events?type=csv.test&order=asc&limit=1")
                .json()
                .get("next")
                .asText();
        String rest = "/events/export?type=csv.test&order=asc&cursor=" + next;
        assertThat(http.get(rest).body().lines().skip(1)).singleElement().isEqualTo(rows[2]);
        assertThat(http.get(rest + "&format=ndjson").body().lines())
                .singleElement()
                .asString()
                .startsWith("{\"id\":\"" + rows[2].substring(0, rows[2].indexOf(',')) + "\"");
    }

    @Test
    void aRepeatedIdIsStoredOnce() {
        String event = "{\"id\":\"once\",\"type\":\"once.test\"}";
        http.post("/events", "[" + event + "," + event + "]");
        Answer again = http.post("/events", event);

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().get("duplicates").asInt()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(items("/events?type=once.test")).hasSize(1));
    }

    @Test
    void agentsAndLogLinesAreKeptInTablesOfTheirOwn() {
        http.post(
                "/events",
                "[{\"type\":\"log.warn\",\"agent_id\":\"logger\",\"payload\":{\"message\":\"disk is slow\"}},"
                        + "{\"type\":\"log\",\"agent_id\":\"logger\",\"payload\":{\"level\":\"error\",\"message\":\"disk is gone\"}}]");

        await().untilAsserted(() -> assertThat(items("/logs?agent_id=logger")).hasSize(2));
        JsonNode worst = items("/logs?agent_id=logger&level=error").get(0);
        assertThat(worst.get("message").asText()).isEqualTo("disk is gone");
        assertThat(http.get("/agents?limit=1000").body()).contains("\"agent_id\":\"logger\"");
    }

    @Test
    void healthAndMetricsTellTheBalance() {
        assertThat(http.get("/health").body()).isEqualTo("{\"status\":\"healthy\"}");
        assertThat(http.get("/health/live").status()).isEqualTo(200);
        await().untilAsserted(
                        () -> assertThat(http.get("/health/ready").status()).isEqualTo(200));
        http.post("/events", "[{\"type\":\"balance.test\"},{\"type\":7}]");

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            String metrics = http.get("/metrics").body();
            double accepted = metric(metrics, "heliograph_events_accepted_total{project=\"default\"}");
            double stored = metric(metrics, "heliograph_events_stored_total{project=\"default\"}");
            double drained = metric(metrics, "heliograph_events_duplicates_total{at=\"drain\",project=\"default\"}");
            double repeated = metric(metrics, "heliograph_events_duplicates_total{at=\"door\",project=\"default\"}");
            double rejected = metric(metrics, "heliograph_events_rejected_total{project=\"default\"}");
            assertThat(metric(metrics, "heliograph_events_pending{project=\"default\"}"))
                    .isZero();
            assertThat(accepted).isEqualTo(stored + drained);
            assertThat(metric(metrics, "heliograph_events_received_total{project=\"default\"}"))
                    .isEqualTo(accepted + rejected + repeated);
            assertThat(rejected).isPositive();
        });
    }

    @Test
    void theClusterOfOneIsItself() {
        JsonNode view = http.get("/cluster").json();

        assertThat(view.get("mode").asText()).isEqualTo("off");
        assertThat(view.get("nodes")).hasSize(1);
        assertThat(view.get("nodes").get(0).get("state").asText()).isEqualTo("up");
    }

    private static double metric(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in\n" + metrics));
    }

    private static List<JsonNode> items(String path) {
        List<JsonNode> items = new ArrayList<>();
        http.get(path).json().get("items").forEach(items::add);
        return items;
    }

    private static List<String> walk(String path) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = http.get(path + cursor).json();
            page.get("items").forEach(item -> ids.add(item.get("id").asText()));
            cursor = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").asText();
        } while (cursor != null);
        return ids;
    }

    private static List<String> reversed(List<String> list) {
        List<String> copy = new ArrayList<>(list);
        java.util.Collections.reverse(copy);
        return copy;
    }
}
