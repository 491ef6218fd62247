package io.heliograph.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a client that speaks no HTTP library's HTTP can ask. */
class WireTest {
    private static final String EVENT = "{\"type\":\"a\"}";

    @TempDir
    static Path directory;

    private static Doors doors;

    @BeforeAll
    static void open() {
        doors = Doors.open(directory, "http.header-limit=2KiB", "http.body-limit=1KiB");
    }

    @AfterAll
    static void close() {
        doors.close();
    }

    @Test
    void aConnectionIsKeptAfterARefusedGet() {
        try (Wire wire = new Wire(doors.port)) {
            assertThat(wire.request("GET /nowhere HTTP/1.1").answer().status()).isEqualTo(404);
            assertThat(wire.request("GET /events?limit=0 HTTP/1.1").answer().status())
                    .isEqualTo(400);
            assertThat(wire.request("GET /health HTTP/1.1").answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aConnectionIsKeptAfterABodyThatWasReadAndRefused() {
        try (Wire wire = new Wire(doors.port)) {
            assertThat(post(wire, "{}").status()).isEqualTo(400);
            assertThat(post(wire, EVENT).status()).isEqualTo(202);
        }
    }

    /** What is left of the body must not be taken for the next request. */
    @Test
    void aConnectionIsClosedAfterAnUploadThatWasRefusedUnread() {
        String smuggled = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (Wire wire = new Wire(doors.port)) {
            wire.request("POST /events HTTP/1.1", "Content-Length: 2000").send(smuggled);
            assertThat(wire.answer().status()).isEqualTo(413);
            assertThat(wire.send(smuggled).isClosed()).isTrue();
        }
        try (Wire wire = new Wire(doors.port)) {
            wire.request("POST /events HTTP/1.1", "Content-Type: text/plain", "Content-Length: 2000");
            assertThat(wire.answer().status()).isEqualTo(415);
            assertThat(wire.send(smuggled).isClosed()).isTrue();
        }
    }

    @Test
    void whoIsStillSendingGetsTheAnswer() {
        byte[] large = new byte[8 << 20];
        for (int upload = 0; upload < 20; upload++) {
            assertThat(doors.http.post("/events", large, "application/json").status())
                    .isEqualTo(413);
        }
    }

    @Test
    void requestsThatWereSentAheadAreAnsweredInTurn() {
        try (Wire wire = new Wire(doors.port)) {
            String health = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
            String events = "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 12\r\n\r\n" + EVENT;
            wire.send(events + health + events + health);
            for (int status : new int[] {202, 200, 202, 200}) {
                assertThat(wire.answer().status()).isEqualTo(status);
            }
        }
    }

    @Test
    void whoAsksWhetherToSendIsTold() {
        try (Wire wire = new Wire(doors.port)) {
            wire.request("POST /events HTTP/1.1", "Content-Length: 12", "Expect: 100-continue");
            assertThat(wire.answer().status()).isEqualTo(100);
            assertThat(wire.send(EVENT).answer().status()).isEqualTo(202);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 12\r\nContent-Length: 13",
                "Content-Length: 12, 13",
                "Content-Length: 12\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 12",
                "Content-Length: -1",
                "Content-Length: +12",
                "Content-Length: 0x0c",
                "Content-Length: 99999999999999999999",
                "Content-Length : 12",
                "Content-Length: 12\r\n folded",
                "No colon"
            })
    void aLengthThatCanBeReadInTwoWaysIsRefusedAndTheConnectionClosed(String headers) {
        long before = doors.journal.end();
        try (Wire wire = new Wire(doors.port)) {
            wire.request("POST /events HTTP/1.1", headers).send(EVENT);
            Wire.Answer answer = wire.answer();
            assertThat(answer.head())
                    .satisfiesAnyOf(
                            head -> assertThat(head).isEmpty(),
                            head -> assertThat(head).startsWith("HTTP/1.1 400"));
            assertThat(wire.isClosed()).isTrue();
        }
        assertThat(doors.journal.end()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\nContent-Length: 12",
                "Content-Length: 3\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked, gzip",
                "Transfer-Encoding: xchunked"
            })
    void chunksThatSomebodyOnTheWayMayReadOtherwiseAreRefused(String headers) {
        try (Wire wire = new Wire(doors.port)) {
            wire.request("POST /events HTTP/1.1", headers).send("c\r\n" + EVENT + "\r\n0\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(400);
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @Test
    void aHeadOverTheLimitIsRefused() {
        try (Wire wire = new Wire(doors.port)) {
            Wire.Answer answer = wire.request("GET /health HTTP/1.1", "X-Long: " + "x".repeat(2_048))
                    .answer();
            assertThat(answer.status()).isEqualTo(431);
            assertThat(answer.body()).contains("\"code\":\"headers-too-large\"", "\"request_id\"");
            assertThat(answer.head()).contains("application/problem+json");
            assertThat(wire.isClosed()).isTrue();
        }
        try (Wire wire = new Wire(doors.port)) {
            assertThat(wire.request("GET /health HTTP/1.1", "X-Long: " + "x".repeat(1_500))
                            .answer()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aPathOverTheLimitIsRefused() {
        try (Wire wire = new Wire(doors.port)) {
            Wire.Answer answer =
                    wire.request("GET /" + "x".repeat(8_192) + " HTTP/1.1").answer();
            assertThat(answer.status()).isEqualTo(414);
            assertThat(answer.body()).contains("\"code\":\"uri-too-long\"");
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0\0\0\0\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u0016\u0003\u0001\r\n\r\n"})
    void whatIsNoHttpIsNoFault(String bytes) {
        try (Wire wire = new Wire(doors.port)) {
            assertThat(wire.send(bytes).answer().head()).matches("(?s)HTTP/\\d.\\d (400|501) .*");
            assertThat(wire.isClosed()).isTrue();
        }
        assertThat(doors.http.get("/health").status()).isEqualTo(200);
    }

    @Test
    void connectionsOverTheLimitAreClosedAndThoseThatEndMakeRoom(@TempDir Path other) {
        try (Doors narrow = Doors.open(other, "http.max-connections=2")) {
            // One after the other: connections that come together are counted in any order.
            try (Wire first = new Wire(narrow.port)) {
                assertThat(health(first)).startsWith("HTTP/1.1 200");
                try (Wire second = new Wire(narrow.port)) {
                    assertThat(health(second)).startsWith("HTTP/1.1 200");
                    try (Wire third = new Wire(narrow.port)) {
                        assertThat(health(third)).isEmpty();
                    }
                }
            }
            Awaitility.await().until(() -> {
                try (Wire later = new Wire(narrow.port);
                        Wire latest = new Wire(narrow.port)) {
                    return health(later).startsWith("HTTP/1.1 200")
                            && health(latest).startsWith("HTTP/1.1 200");
                }
            });
        }
    }

    private static Wire.Answer post(Wire wire, String body) {
        return wire.request("POST /events HTTP/1.1", "Content-Length: " + body.length())
                .send(body)
                .answer();
    }

    private static String health(Wire wire) {
        return wire.request("GET /health HTTP/1.1").answer().head();
    }
}
