package io.heliograph.gateway;

import static io.heliograph.gateway.Doors.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.heliograph.contracts.deadletters.DeadLetterOperations;
import io.heliograph.contracts.deadletters.Deleted;
import io.heliograph.testkit.Http;
import io.heliograph.web.audit.Act;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What doors tell the audit trail: each change and each refusal once, ids, and nothing of what was sent. */
class AuditTest {
    private static final String DELETE_BY_RPC =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"deadletters.delete\",\"params\":{\"ids\":[9]}}";

    @TempDir
    Path directory;

    private Doors doors;
    private Http http;

    @BeforeEach
    void open() {
        doors = Doors.open(directory, "auth.api-key=geheim");
        http = doors.http;
    }

    @AfterEach
    void close() {
        doors.close();
    }

    @Test
    void aChangeIsToldOnceThroughEachDoorWithItsIds() {
        await(doors.bus.serve(DeadLetterOperations.DELETE, (caller, asked) -> Future.succeededFuture(new Deleted(1))));
        http.post("/dead-letters/delete", "{\"ids\":[7,8]}", "X-API-KEY", "geheim", "X-Request-Id", "mine");
        http.post("/rpc", DELETE_BY_RPC, "X-API-KEY", "geheim");

        assertThat(doors.acts)
                .extracting(Act::operation, Act::outcome, act -> act.origin().door(), Act::concerns)
                .containsExactly(
                        tuple("deadletters.delete", "ok", "rest", List.of("7", "8")),
                        tuple("deadletters.delete", "ok", "rpc", List.of("9")));
        Act first = doors.acts.peek();
        assertThat(first.caller().subject()).isEqualTo("api-key");
        assertThat(first.origin().address()).isEqualTo("127.0.0.1");
        assertThat(first.origin().requestId()).isEqualTo("mine");
    }

    @Test
    void everyRefusalIsToldOnceAndNoSecretWithIt() {
        http.get("/agents", "X-API-KEY", "wrong-geheim");
        http.get("/nothing-here", "X-API-KEY", "geheim");
        http.get("/events?limit=0", "X-API-KEY", "geheim");
        http.post("/events", "{\"agent_id\":\"geheim\"}", "X-API-KEY", "geheim");
        http.post("/dead-letters/delete", "{\"ids\":[7]}", "X-API-KEY", "geheim");
        http.post("/rpc", DELETE_BY_RPC, "X-API-KEY", "geheim");

        assertThat(doors.acts)
                .extracting(Act::operation, Act::outcome, Act::concerns)
                .containsExactly(
                        tuple("agents.list", "unauthenticated", List.of()),
                        tuple("none", "no-such-route", List.of()),
                        tuple("events.query", "invalid-parameter", List.of()),
                        tuple("events.ingest", "missing-field", List.of()),
                        tuple("deadletters.delete", "not-served", List.of("7")),
                        tuple("deadletters.delete", "not-served", List.of("9")));
        assertThat(doors.acts.toString()).doesNotContain("geheim");
    }

    @Test
    void whatOnlyReadsOrIsAcceptedIsNotTold() {
        assertThat(http.post("/events", "{\"type\":\"fine\"}", "X-API-KEY", "geheim")
                        .status())
                .isEqualTo(202);
        assertThat(http.get("/health").status()).isEqualTo(200);
        assertThat(doors.acts).isEmpty();
    }
}
