package io.heliograph.launcher.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.launcher.system.Hubs;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.HubProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and tickets of two nodes that were guarded from their first start. */
class KeysIT {
    private static final String EVENT = "{\"type\":\"k\"}";

    @TempDir
    static Path directory;

    private static HubProcess a;
    private static HubProcess b;
    private static Calls admin;
    private static Calls adminAtB;

    @BeforeAll
    static void start() throws IOException {
        a = node();
        a.awaitUp();
        b = node();
        Path file = directory.resolve("data/first-key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String first = Files.readString(file).strip();
        admin = Calls.of(a.url(), first);
        adminAtB = Calls.of(b.url(), first);
    }

    @AfterAll
    static void stop() {
        b.close();
        a.close();
    }

    @Test
    void theFirstKeyIsMadeOnceAndNobodyComesInWithoutOne() {
        assertThat(admin.get("/cluster").status()).isEqualTo(200);
        assertThat(new Http(a.url()).get("/events").status()).isEqualTo(401);
        assertThat(a.text()).contains("the first key is in").doesNotContain(admin.key());
        assertThat(b.text()).doesNotContain("the first key is in");
    }

    @Test
    void aKeyOfOneNodeIsOneOfTheOtherUntilItIsRevoked() {
        String text = admin.makeKey("worker", "lab", "events:write,events:read");
        assertThat(text).matches("hg_[0-9a-f]{16}_[A-Za-z0-9_-]{43}");
        Calls worker = admin.with(text);
        Calls workerAtB = adminAtB.with(text);
        assertThat(worker.post("/events", EVENT).status()).isEqualTo(202);
        assertThat(workerAtB.post("/events", EVENT).status()).isEqualTo(202);
        assertThat(workerAtB
                        .http()
                        .post("/events", EVENT, "Authorization", "Bearer " + text)
                        .status())
                .isEqualTo(202);
        String id = text.split("_")[1];
        await().untilAsserted(() ->
                assertThat(listed(id).get("last_used_at").isTextual()).isTrue());

        Answer revoked = admin.delete("/keys/" + id);
        assertThat(revoked.json().get("revoked_at").isTextual()).isTrue();
        await().untilAsserted(() ->
                assertThat(workerAtB.post("/events", EVENT).status()).isEqualTo(401));
        assertThat(worker.post("/events", EVENT).status()).isEqualTo(401);
        assertThat(listed(id).get("revoked_at").isTextual()).isTrue();
        assertThat(admin.get("/keys").body()).doesNotContain(text.split("_", 3)[2]);
    }

    @Test
    void whatIsOpenWithAKeyEndsOnEveryNodeWhenItIsRevoked() throws Exception {
        String key = admin.makeKey("watcher", "lab", "events:read,acp:read,acp:write");
        String other = admin.makeKey("neighbour", "lab", "events:read");
        Map<String, String> codes = Map.of(
                "/stream", "1008",
                "/ws/telemetry", "1008",
                "/rpc", "1008",
                "/acp?agent_id=watcher", "1008",
                "/eventbus/websocket", "3008");
        Map<String, Listener> sockets = new LinkedHashMap<>();
        Listener neighbour = Listener.withKey(b.url(), "/rpc", other);
        try {
            codes.keySet().forEach(path -> sockets.put(path, Listener.withKey(b.url(), path, key)));
            Listener agent = sockets.get("/acp?agent_id=watcher");
            await().until(() -> agent.hasHeard("connected"));
            assertThat(adminAtB.with(key)
                            .post("/agents", "{\"agent_id\":\"other\"}")
                            .status())
                    .isEqualTo(200);
            List<HttpResponse<Stream<String>>> streams = List.of(
                    stream("/stream", key), stream("/telemetry/live", key), stream("/acp/inbox?agent_id=other", key));

            admin.delete("/keys/" + key.split("_")[1]);

            for (String path : codes.keySet()) {
                assertThat(sockets.get(path).closed().get(30, TimeUnit.SECONDS))
                        .as(path)
                        .startsWith(codes.get(path) + " ")
                        .contains("revoked");
            }
            for (HttpResponse<Stream<String>> stream : streams) {
                assertThat(stream.body().toList())
                        .contains("event: end")
                        .anyMatch(line -> line.contains("unauthenticated") && line.contains("revoked"));
            }
            neighbour.say("{\"jsonrpc\":\"2.0\",\"method\":\"hub.version\",\"id\":1}");
            await().until(() -> neighbour.hasHeard("\"id\":1"));
        } finally {
            sockets.values().forEach(Listener::close);
            neighbour.close();
        }
    }

    @Test
    void whoMayOnlyReadMessagesConnectsAgentsThatAreKnownAndSendsNone() {
        Calls writer = admin.with(admin.makeKey("writer", "reading", "acp:write"));
        assertThat(writer.post("/agents", "{\"agent_id\":\"known\"}").status()).isEqualTo(200);
        String key = admin.makeKey("reader", "reading", "acp:read");
        String message = "{\"type\":\"t\",\"to\":\"known\",\"payload\":{},\"timestamp\":1}";
        try (Listener known = Listener.withKey(a.url(), "/acp?agent_id=known", key);
                Listener unknown = Listener.withKey(a.url(), "/acp?agent_id=unknown", key);
                Listener changed = Listener.withKey(a.url(), "/acp", key)) {
            await().until(() -> known.hasHeard("\"connected\""));
            assertThat(writer.post("/acp", message).status()).isEqualTo(202);
            await().until(() -> known.hasHeard("\"acp\":\"message\""));
            known.say(message);
            await().until(() -> known.hasHeard("acp:write"));
            changed.say("{\"acp\":\"connect\",\"agent_id\":\"known\",\"kind\":\"other\"}");
            assertThat(changed.closed().join()).startsWith("4000 forbidden");
            assertThat(unknown.closed().join()).startsWith("4000 unknown-agent");
        }
    }

    @Test
    void nobodyHandsOnWhatHeMayNot() {
        Calls manager = admin.with(admin.makeKey("manager", "lab", "keys:manage,events:read"));
        forbidden(manager.post("/keys", "{\"name\":\"x\",\"scopes\":[\"events:write\"]}"), "events:write");
        forbidden(
                manager.post("/keys", "{\"name\":\"x\",\"scopes\":[\"events:read\"],\"project\":\"other\"}"),
                "projects:manage");
        forbidden(manager.get("/keys?project=other"), "projects:manage");
        forbidden(manager.get("/cluster"), "cluster:read");
        forbidden(manager.get("/metrics"), "metrics:read");
        forbidden(manager.post("/events", EVENT), "events:write");
        String ofLab = manager.with(manager.key()).makeKey("reader", "lab", "events:read");
        forbidden(admin.with(ofLab).get("/keys"), "keys:manage");
        forbidden(admin.with(ofLab).post("/keys", "{\"name\":\"x\",\"scopes\":[\"events:read\"]}"), "keys:manage");
        String elsewhere = admin.makeKey("elsewhere", "other", "events:read").split("_")[1];
        assertThat(manager.delete("/keys/" + elsewhere).status()).isEqualTo(404);
        assertThat(manager.get("/keys").body()).contains("reader").doesNotContain("elsewhere", "first key");
    }

    @Test
    void aKeyEndsAtItsTime() {
        String end = Instant.now().plusSeconds(2).toString();
        Answer made =
                admin.post("/keys", "{\"name\":\"brief\",\"scopes\":[\"events:read\"],\"expires_at\":\"" + end + "\"}");
        Calls brief = admin.with(made.json().get("key").asText());
        assertThat(brief.get("/events").status()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(brief.get("/events").status()).isEqualTo(401));
        assertThat(admin.post(
                                "/keys",
                                "{\"name\":\"x\",\"scopes\":[\"events:read\"],\"expires_at\":\"2020-01-01T00:00:00Z\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aTicketOpensOneStreamOnAnyNode() {
        Calls reader = admin.with(admin.makeKey("reader", "lab", "events:read"));
        String ticket = reader.post("/tickets", "").json().get("ticket").asText();
        assertThat(new Http(b.url()).get("/events?ticket=" + ticket).status())
                .as("where no socket is opened")
                .isEqualTo(401);
        List<CompletableFuture<Answer>> openers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> withTicket(i % 2 == 0 ? a.url() : b.url(), "/events?limit=1&ticket=" + ticket)))
                .toList();
        assertThat(openers.stream().map(CompletableFuture::join).filter(answer -> answer.status() == 200))
                .hasSize(1);
        String narrow = reader.post("/tickets", "{\"scopes\":[\"events:read\"]}")
                .json()
                .get("ticket")
                .asText();
        assertThat(withTicket(b.url(), "/cluster?ticket=" + narrow).status()).isEqualTo(403);
        forbidden(reader.post("/tickets", "{\"scopes\":[\"cluster:read\"]}"), "cluster:read");
    }

    @Test
    void aKeyInAnAddressIsRefusedAndNotRepeated() {
        Http http = new Http(a.url());
        for (String query : List.of("api_key=geheim", "X-API-KEY=geheim", "token=geheim", "ticket=" + admin.key())) {
            Answer answer = http.get("/events?" + query, "X-API-KEY", admin.key());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().get("code").asText()).isEqualTo("key-in-url");
            assertThat(answer.body()).doesNotContain("geheim", admin.key());
        }
    }

    @Test
    void aProjectSeesItsOwnFiguresOnly() {
        Calls one = admin.with(admin.makeKey("one", "one", "events:write,metrics:read"));
        Calls two = admin.with(admin.makeKey("two", "two", "events:write,metrics:read"));
        one.post("/events", EVENT);
        two.post("/events", EVENT);
        assertThat(one.get("/metrics").body())
                .contains("heliograph_events_accepted_total{project=\"one\"} 1.0")
                .doesNotContain("two", "default", "lab", "heliograph_journal", "jvm");
        assertThat(admin.get("/metrics").body())
                .contains("project=\"one\"", "project=\"two\"", "heliograph_journal_end");
    }

    @Test
    void theCommandLineMakesListsAndRevokes() {
        Map<String, String> environment = Map.of("HELIOGRAPH_URL", a.url(), "HELIOGRAPH_KEY", admin.key());
        HubProcess made = Hubs.command(
                directory,
                environment,
                "key",
                "create",
                "cli",
                "--project",
                "lab",
                "--scope",
                "events:read,events:write");
        assertThat(made.exitCode()).as(made.text()).isZero();
        String text = made.text()
                .lines()
                .filter(line -> line.startsWith("hg_"))
                .findFirst()
                .orElseThrow();
        assertThat(admin.with(text).get("/events").status()).isEqualTo(200);
        String id = text.split("_")[1];
        HubProcess list = Hubs.command(directory, environment, "key", "list", "--project", "lab");
        assertThat(list.text()).contains(id + "  live  lab  cli  events:read,events:write");
        assertThat(Hubs.command(directory, environment, "key", "revoke", id).exitCode())
                .isZero();
        assertThat(Hubs.command(directory, environment, "key", "revoke", "0123456789abcdef")
                        .exitCode())
                .isEqualTo(1);
        assertThat(admin.with(text).get("/events").status()).isEqualTo(401);
    }

    /** Server-sent events of the second node, which are open when this returns. */
    private static HttpResponse<Stream<String>> stream(String path, String key)
            throws IOException, InterruptedException {
        HttpRequest request = adminAtB.http()
                .request(path, "X-API-KEY", key, "Accept", "text/event-stream")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofLines());
    }

    private static Answer withTicket(String url, String path) {
        return new Http(url).get(path, "Accept", "text/event-stream");
    }

    private static JsonNode listed(String id) {
        for (JsonNode key : admin.get("/keys?limit=1000").json().get("items")) {
            if (key.get("id").asText().equals(id)) {
                return key;
            }
        }
        throw new AssertionError("key " + id + " is not listed");
    }

    private static void forbidden(Answer answer, String scope) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.json().get("detail").asText()).contains(scope);
    }

    private static HubProcess node() {
        return Hubs.run(
                directory,
                "--cluster",
                "--set",
                "cluster.name=" + directory.getFileName(),
                "--set",
                "auth.required=always",
                "--set",
                "auth.max-failures=100000",
                "--set",
                "live.interval=200ms",
                // So that what ends a key on the other node is the notice.
                "--set",
                "auth.key-ttl=1m");
    }
}
