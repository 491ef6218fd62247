package io.heliograph.gateway;

import static io.heliograph.gateway.Doors.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.events.EventPage;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.testkit.Http.Answer;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every case of the table through the real door, by POST and on a WebSocket. */
class RpcMessagesTest {
    private static final List<RpcCases.Case> CASES = RpcCases.read();
    private static final String LAST = "{\"jsonrpc\":\"2.0\",\"method\":\"events.query\",\"id\":\"last\"}";
    private static final String END = "\"id\":\"last\"}";

    @TempDir
    static Path directory;

    private static Doors doors;

    @BeforeAll
    static void open() {
        doors = Doors.open(directory);
        await(doors.bus.serve(
                EventOperations.QUERY,
                (caller, query) -> Future.succeededFuture(
                        new EventPage(List.of(), query.type() + "/" + query.source() + "/" + query.size()))));
        await(doors.bus.serve(
                EventOperations.EXPORT,
                (caller, query) -> Future.succeededFuture(new EventPage(List.of(), "export " + query.type()))));
        await(doors.bus.serve(
                EventOperations.GET,
                (caller, id) -> Future.failedFuture(new Refused(ProblemKind.NOT_FOUND, "No event has this id."))));
        await(doors.bus.serve(
                EventOperations.AGENTS,
                (caller, query) -> Future.failedFuture(new IllegalStateException("on purpose"))));
    }

    @AfterAll
    static void close() {
        doors.close();
    }

    @Test
    void theTableIsWholeAndNamesNoCaseTwice() {
        assertThat(CASES).hasSizeGreaterThan(100);
        assertThat(CASES).extracting(RpcCases.Case::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void byPost(RpcCases.Case each) {
        Answer answer = doors.http.post("/rpc", each.message(), "application/json");
        if (each.byPost() == null) {
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
        } else {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(answer.body()).matches(each.byPost());
        }
        assertStillThere();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void onASocket(RpcCases.Case each) {
        try (SocketWire socket = new SocketWire(doors.port)) {
            assertThat(socket.answer().status()).isEqualTo(101);
            socket.send(each.message());
            if (each.onSocket() != null) {
                assertThat(socket.text()).matches(each.onSocket());
            }
            // Whatever else there was to say is said before the next message is answered.
            socket.send(LAST);
            assertThat(socket.text()).endsWith(END);
        }
        assertStillThere();
    }

    private static void assertStillThere() {
        assertThat(doors.http
                        .post("/rpc", "{\"jsonrpc\":\"2.0\",\"method\":\"hub.version\",\"id\":1}")
                        .status())
                .isEqualTo(200);
    }
}
