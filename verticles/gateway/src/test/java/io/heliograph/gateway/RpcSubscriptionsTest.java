package io.heliograph.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.events.EventId;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.live.Sink;
import io.heliograph.web.live.Subscription;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a module pushes through the port, as the reader of a socket sees it. */
class RpcSubscriptionsTest {
    private static final long BOUND = 64 << 10;

    @TempDir
    Path directory;

    private final Counters source = new Counters();
    private Doors doors;

    /** Says which subscription it is, and offers whatever the test hands to its sinks. */
    private static final class Counters extends TestSource {
        final Queue<String> started = new ConcurrentLinkedQueue<>();

        @Override
        public Future<Subscription<EventId>> subscribe(Caller caller, EventId input, String id, Sink sink) {
            if (input.id().equals("refused")) {
                return Future.failedFuture(new Refused(ProblemKind.NOT_FOUND, "There is nothing to see."));
            }
            sinks.add(sink);
            return Future.succeededFuture(new Subscription<>() {
                @Override
                public EventId answer() {
                    return new EventId(input.id() + id);
                }

                @Override
                public void start() {
                    started.add(id);
                    sink.offer(Buffer.buffer("{\"n\":0}"));
                }

                @Override
                public void cancel() {
                    cancelled.add(id);
                }
            });
        }
    }

    @BeforeEach
    void open() {
        doors = Doors.offering(directory, List.of(source), "rpc.socket-outbound=64KiB", "rpc.socket-subscriptions=2");
    }

    @AfterEach
    void close() {
        doors.close();
    }

    @Test
    void theAnswerComesBeforeTheFirstDocument() {
        try (SocketWire socket = new SocketWire(doors.port)) {
            assertThat(socket.send(subscribe("s")).text())
                    .isEqualTo("{\"jsonrpc\":\"2.0\",\"result\":{\"id\":\"s1\"},\"id\":1}");
            assertThat(socket.text())
                    .isEqualTo(
                            "{\"jsonrpc\":\"2.0\",\"method\":\"test.event\",\"params\":{\"subscription\":\"1\",\"result\":{\"n\":0}}}");
            source.sinks.element().offer(Buffer.buffer("[1,2]"));
            assertThat(socket.text()).contains("\"result\":[1,2]}}");
        }
        Awaitility.await().untilAsserted(() -> assertThat(source.cancelled).containsExactly("1"));
    }

    @Test
    void nothingFollowsTheAnswerToAnUnsubscription() {
        try (SocketWire socket = new SocketWire(doors.port)) {
            socket.send(subscribe("s")).text();
            socket.text();
            assertThat(socket.send(unsubscribe("1")).text()).contains("{\"ended\":true}");
            assertThat(source.cancelled).containsExactly("1");
            assertThat(source.sinks.element().offer(Buffer.buffer("1"))).isTrue();
            assertThat(socket.send(unsubscribe("1")).text()).contains("{\"ended\":false}");
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(doors.rpc.sockets().held()).isZero());
        assertThat(source.cancelled).containsExactly("1");
    }

    @Test
    void aSourceMayEndItAndSaysWhy() {
        try (SocketWire socket = new SocketWire(doors.port)) {
            socket.send(subscribe("s")).text();
            socket.text();
            source.sinks.element().end(Problem.of(ProblemKind.OVERLOADED, "You are too slow."));
            assertThat(socket.text())
                    .startsWith(
                            "{\"jsonrpc\":\"2.0\",\"method\":\"subscription.ended\",\"params\":{\"subscription\":\"1\",\"error\":{\"code\":5034,\"message\":\"You are too slow.\"");
            assertThat(socket.send(unsubscribe("1")).text()).contains("{\"ended\":false}");
            assertThat(source.cancelled).isEmpty();
        }
    }

    @Test
    void aSocketHoldsOnlySoMany() {
        try (SocketWire socket = new SocketWire(doors.port)) {
            assertThat(socket.send(subscribe("refused")).text()).contains("4040");
            for (int each = 0; each < 2; each++) {
                assertThat(socket.send(subscribe("s")).text()).contains("\"result\"");
                socket.text();
            }
            assertThat(socket.send(subscribe("s")).text()).contains("rpc.socket-subscriptions");
        }
        Awaitility.await().untilAsserted(() -> assertThat(source.cancelled).hasSize(2));
    }

    @Test
    void whoDoesNotReadIsSeenAndHoldsNoMoreThanTheBound() throws InterruptedException {
        Buffer document = Buffer.buffer("\"" + "x".repeat(8_000) + "\"");
        try (SocketWire socket = new SocketWire(doors.port)) {
            socket.send(subscribe("s")).text();
            socket.text();
            Sink sink = source.sinks.element();
            int taken = 0;
            // What the kernel takes is not the socket's to hold, so it ends only when that is full too.
            while (sink.offer(document)) {
                taken++;
                assertThat(sink.waiting()).isLessThanOrEqualTo(BOUND);
            }
            CountDownLatch room = new CountDownLatch(1);
            sink.onRoom(1, room::countDown);
            for (int read = 0; read < taken; read++) {
                assertThat(socket.text()).hasSizeGreaterThan(8_000);
            }
            assertThat(room.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(sink.offer(document)).isTrue();
            assertThat(socket.text()).hasSizeGreaterThan(8_000);
        }
    }

    @Test
    void byPostThereIsNothingToSubscribeTo() {
        assertThat(doors.http.post("/rpc", subscribe("s")).body()).contains("-32601");
    }

    private static String subscribe(String what) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"test.subscribe\",\"params\":{\"id\":\"" + what + "\"},\"id\":1}";
    }

    private static String unsubscribe(String id) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"test.unsubscribe\",\"params\":[\"" + id + "\"],\"id\":2}";
    }
}
