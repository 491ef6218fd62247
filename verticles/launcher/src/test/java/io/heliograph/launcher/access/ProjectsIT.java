package io.heliograph.launcher.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.contracts.catalogue.Catalogue;
import io.heliograph.contracts.deadletters.Deleted;
import io.heliograph.contracts.deadletters.Deletion;
import io.heliograph.contracts.events.EventId;
import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.events.EventPage;
import io.heliograph.contracts.events.EventQuery;
import io.heliograph.contracts.events.StreamedEvents;
import io.heliograph.contracts.operations.Notification;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Operation.Style;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.launcher.access.ProjectWalk.Asker;
import io.heliograph.launcher.system.Hubs;
import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No operation of the catalogue, whichever there will be, tells or changes anything of another project. */
class ProjectsIT {
    private static final String ALL_OF_ONE_PROJECT =
            "events:read,events:write,cluster:read,metrics:read,keys:manage,audit:read";

    private static final AtomicInteger STRANGERS = new AtomicInteger();

    private static final Operation<EventQuery, EventPage> LEAKY = Operation.named(
                    "test.leaky", EventQuery.class, EventPage.class, Scope.EVENTS_READ, "Shows everybody everything.")
            .get("/leaky");
    private static final Operation<EventId, EventPage> ORACLE = Operation.named(
                    "test.oracle", EventId.class, EventPage.class, Scope.EVENTS_READ, "Forbids what is another's.")
            .get("/oracle/{id}");
    private static final Operation<Deletion, Deleted> WIPER = Operation.named(
                    "test.wiper", Deletion.class, Deleted.class, Scope.EVENTS_WRITE, "Deletes whatever is named.")
            .post("/wiper", 200);

    @TempDir
    static Path directory;

    private static HubProcess hub;
    private static Calls owner;
    private static Calls admin;
    private Calls stranger;

    @BeforeAll
    static void start() throws IOException, SQLException {
        hub = Hubs.run(directory, "--set", "auth.api-key=admin", "--set", "auth.max-failures=0");
        admin = Calls.of(hub.url(), "admin");
        owner = admin.with(admin.makeKey("canary-key", "canary-lab", ALL_OF_ONE_PROJECT));
        try (Sql sql = database()) {
            sql.run("alter table telemetry add constraint no_seven check (payload not like '%refuse me%')");
        }
        for (int i = 0; i < 3; i++) {
            send(owner, "\"type\":\"canary.type\",\"payload\":{\"text\":\"canary-payload\"}", i);
            send(owner, "\"type\":\"log.warn\",\"payload\":{\"message\":\"canary-message\"}", 10 + i);
            send(owner, "\"type\":\"canary.dead\",\"payload\":{\"text\":\"canary: refuse me\"}", 20 + i);
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(owner.get("/dead-letters").json().get("items")).hasSize(3);
            assertThat(owner.get("/events").json().get("items")).hasSize(6);
        });
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void nothingOfAProjectIsToldToTheCallerOfAnother() {
        ProjectWalk walk = new ProjectWalk(Catalogue.ALL, owner::ask, () -> stranger()::ask);
        assertThat(walk.leaks()).isEmpty();
        assertThat(walk.told()).containsKeys("id", "cursor", "agent_id", "source", "type", "project", "name");
        assertThat(walk.asked())
                .as("an operation that REST does not reach is for a walk of its own")
                .containsAll(Catalogue.ALL.stream()
                        .filter(operation ->
                                List.of(Style.CALL, Style.INGEST, Style.STREAM).contains(operation.style()))
                        .map(Operation::name)
                        .toList());
        assertThat(stranger().get("/metrics").body()).doesNotContain("canary");
    }

    @Test
    void nothingOfAProjectIsPushedToTheCallerOfAnother() {
        stranger = stranger();
        ProjectWalk walk = new ProjectWalk(Catalogue.ALL, owner::ask, () -> stranger::ask);
        walk.harvest();
        for (Notification<?> pushed : Catalogue.NOTIFICATIONS) {
            if (pushed.document() != StreamedEvents.class) {
                continue; // What carries no events cannot be listened to for one.
            }
            assertThat(new PushWalk(hub.url(), pushed, owner, stranger).leaks(walk))
                    .as(pushed.name())
                    .isEmpty();
        }
        assertThat(walk.told()).containsKeys("resume", "agent_id", "source", "type");
    }

    @Test
    void aNotificationThatLeaksIsFoundOut() {
        ProjectWalk walk = new ProjectWalk(Catalogue.ALL, owner::ask, () -> owner::ask);
        walk.harvest();
        assertThat(new PushWalk(hub.url(), EventOperations.EVENT, owner, owner).leaks(walk))
                .isNotEmpty()
                .allMatch(leak -> leak.contains(PushWalk.SECRET));
    }

    @Test
    void anOperationThatLeaksIsFoundOut() {
        assertThat(leaksOf(LEAKY, (method, path, body) -> owner.ask(method, path.replace("/leaky", "/events"), body)))
                .isNotEmpty()
                .allMatch(leak -> leak.startsWith("test.leaky tells "));
        assertThat(leaksOf(ORACLE, (method, path, body) -> {
                    String event = path.replace("/oracle", "/events");
                    return owner.ask("GET", event, null).status() == 200
                            ? stranger.ask("GET", "/events?order=none", null)
                            : stranger.ask("GET", event, null);
                }))
                .isNotEmpty()
                .allMatch(leak -> leak.startsWith("test.oracle tells apart"));
        assertThat(leaksOf(WIPER, (method, path, body) -> owner.ask(method, "/dead-letters/delete", body)))
                .contains("deadletters.list is not what it was before a stranger called");
    }

    /** A walk over the catalogue and one operation more, which answers the stranger like this. */
    private List<String> leaksOf(Operation<?, ?> leaky, Asker answer) {
        Collection<Operation<?, ?>> all = new ArrayList<>(Catalogue.ALL);
        all.add(leaky);
        String place = leaky.rest().get(0).path().replaceAll("/\\{.*", "");
        return new ProjectWalk(all, owner::ask, () -> {
                    stranger = stranger();
                    return (method, path, body) ->
                            path.startsWith(place) ? answer.ask(method, path, body) : stranger.ask(method, path, body);
                })
                .leaks();
    }

    /** Of a project that nobody has called for yet. */
    private static Calls stranger() {
        String project = "other-" + STRANGERS.incrementAndGet();
        return admin.with(admin.makeKey("stranger", project, ALL_OF_ONE_PROJECT));
    }

    private static void send(Calls caller, String members, int number) {
        String event = "{\"id\":\"canary-%d\",\"agent_id\":\"canary-agent\",\"source\":\"canary-source\",%s}"
                .formatted(number, members);
        assertThat(caller.post("/events", event).status()).isEqualTo(202);
    }

    private static Sql database() throws IOException, SQLException {
        Path home = directory.resolve("data/postgres-18");
        int port = Integer.parseInt(Files.readString(home.resolve("port")).strip());
        String password = Files.readString(home.resolve("password")).strip();
        return Sql.connect("127.0.0.1", port, "postgres", "heliograph", password);
    }
}
