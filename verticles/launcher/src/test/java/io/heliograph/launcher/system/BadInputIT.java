package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.launcher.system.BadEvents.BadEvent;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.HubProcess;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is thrown at the doors is refused with its code, spoils nothing beside it, and leaves the hub unmoved. */
class BadInputIT {
    @TempDir
    static Path directory;

    private static HubProcess hub;
    private static Http http;

    private final Set<String> goodInArrays = new TreeSet<>();
    private final Set<String> goodOnLines = new TreeSet<>();
    private int rejected;

    @BeforeAll
    static void start() {
        hub = Hubs.run(directory);
        http = new Http(hub.url());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @TestFactory
    Stream<DynamicNode> badInputIsRefusedAndSpoilsNothing() {
        List<BadEvent> events = BadEvents.all();
        return Stream.of(
                each("alone", events, this::alone),
                each("in an array", events, this::inAnArray),
                each("on a line", events, this::onALine),
                each("as a request", BadRequests.all(), request -> refused(request.send(http), request.code())),
                each("as a question", BadQueries.all(http), query -> refused(query.ask(http), query.code())),
                dynamicTest("the good neighbours in arrays are stored", () -> stored("array", goodInArrays)),
                dynamicTest("the good neighbours on lines are stored", () -> stored("line", goodOnLines)),
                dynamicTest("the metrics balance", this::balance),
                dynamicTest("the hub is healthy and has nothing to say", BadInputIT::unmoved));
    }

    private static <T> DynamicNode each(String where, List<T> cases, Consumer<T> check) {
        return dynamicContainer(where, cases.stream().map(one -> dynamicTest(one.toString(), () -> check.accept(one))));
    }

    private void alone(BadEvent bad) {
        refused(http.post("/events", bad.json(), "application/json"), bad.code());
    }

    private void inAnArray(BadEvent bad) {
        String name = "array-" + goodInArrays.size();
        Answer answer = http.post(
                "/events",
                join("[" + good("array", name + "a") + ",", bad.json(), "," + good("array", name + "b") + "]"),
                "application/json");
        goodInArrays.add(name + "a");
        if (bad.closes()) {
            goodInArrays.add(name + "b");
        }
        accepted(answer, bad, bad.closes() ? 2 : 1);
    }

    private void onALine(BadEvent bad) {
        String name = "line-" + goodOnLines.size();
        Answer answer = http.post(
                "/events",
                join(good("line", name + "a") + "\n", bad.json(), "\n" + good("line", name + "b")),
                "application/x-ndjson");
        goodOnLines.addAll(List.of(name + "a", name + "b"));
        accepted(answer, bad, 2);
    }

    private void accepted(Answer answer, BadEvent bad, int count) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        JsonNode receipt = answer.json();
        assertThat(receipt.get("accepted").asInt()).as(answer.body()).isEqualTo(count);
        assertThat(receipt.get("rejected")).hasSize(1);
        JsonNode only = receipt.get("rejected").get(0);
        assertThat(only.get("index").asInt()).isEqualTo(1);
        assertThat(only.get("code").asText()).as(answer.body()).isEqualTo(bad.code());
        saysWhatToDo(only.get("detail").asText());
        rejected++;
    }

    private void refused(Answer answer, String code) {
        assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.get("code").asText()).as(answer.body()).isEqualTo(code);
        assertThat(problem.get("status").asInt()).isEqualTo(answer.status());
        saysWhatToDo(problem.get("detail").asText());
        assertThat(problem.get("advice").asText()).isNotBlank();
        rejected += problem.has("rejected") ? problem.get("rejected").size() : 0;
    }

    private static void saysWhatToDo(String detail) {
        assertThat(detail).hasSizeBetween(8, 400).doesNotContain("Exception", "io.heliograph", " | at ");
    }

    private void stored(String type, Set<String> ids) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(exported(type)).isEqualTo(ids));
    }

    private static Set<String> exported(String type) {
        return http.get("/events/export?format=ndjson&type=" + type)
                .body()
                .lines()
                .map(line -> line.replaceFirst("\\{\"id\":\"([^\"]+)\".*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void balance() {
        Metrics metrics = Metrics.of(http);
        int accepted = goodInArrays.size() + goodOnLines.size() + BadQueries.SENT;
        assertThat(metrics.events("accepted")).isEqualTo(accepted);
        assertThat(metrics.events("rejected")).isEqualTo(rejected);
        assertThat(metrics.events("received")).isEqualTo(accepted + rejected + metrics.duplicates("door"));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Metrics later = Metrics.of(http);
            assertThat(later.events("stored")).isEqualTo(accepted);
            assertThat(later.events("pending")).isZero();
        });
    }

    private static void unmoved() {
        assertThat(http.get("/health").body()).isEqualTo("{\"status\":\"healthy\"}");
        assertThat(http.get("/health/ready").status()).isEqualTo(200);
        assertThat(hub.text()).doesNotContain(" ERROR ", " WARN ", " | at ", "Exception");
    }

    private static String good(String type, String id) {
        return "{\"type\":\"" + type + "\",\"id\":\"" + id + "\",\"payload\":{\"fine\":true}}";
    }

    private static byte[] join(String before, byte[] bad, String behind) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(bad);
        body.writeBytes(behind.getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }
}
