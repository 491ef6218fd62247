package io.heliograph.gateway;

import static io.heliograph.gateway.IngestTest.assertProblem;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.contracts.json.Json;
import io.heliograph.testkit.Http.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyLimitsTest {
    private static final int LIMIT = 700 << 10;
    private static final String EVENT = "{\"type\":\"a\"}";

    @TempDir
    static Path directory;

    private static Doors doors;

    @BeforeAll
    static void open() {
        doors = Doors.open(
                directory,
                "http.body-limit=700KiB",
                "http.inflated-limit=800KiB",
                "http.in-flight-limit=1MiB",
                "http.body-timeout=1s");
    }

    @AfterAll
    static void close() {
        doors.close();
    }

    @AfterEach
    void bytesOfAllBodiesWereGivenBack() {
        await().until(() -> doors.http.post("/events", padded(LIMIT)).status() == 202);
    }

    @Test
    void aBodyMayBeAsLongAsTheLimitAndNotAByteLonger() {
        assertThat(doors.http.post("/events", padded(LIMIT)).status()).isEqualTo(202);
        long before = doors.journal.end();
        Wire.Answer declared = upload("Content-Length: " + (LIMIT + 1), padded(LIMIT + 1));
        Wire.Answer chunked = upload(
                "Transfer-Encoding: chunked",
                Integer.toHexString(LIMIT + 1) + "\r\n" + padded(LIMIT + 1) + "\r\n0\r\n\r\n");
        for (Wire.Answer answer : new Wire.Answer[] {declared, chunked}) {
            assertWireProblem(answer, 413, "body-too-large");
            assertThat(answer.body()).contains("700KiB (http.body-limit)");
        }
        assertThat(doors.journal.end()).isEqualTo(before);
    }

    @Test
    void aBodyThatComesInChunksIsReadAsOne() {
        String chunks = "4\r\n{\"ty\r\n8\r\npe\":\"a\"}\r\n0\r\n\r\n";
        try (Wire wire = new Wire(doors.port)) {
            wire.request("POST /events HTTP/1.1", "Transfer-Encoding: chunked").send(chunks);
            assertThat(wire.answer().status()).isEqualTo(202);
        }
    }

    @Test
    void aPackedBodyIsUnpackedUpToItsOwnLimit() {
        assertThat(packed(gzip(padded(800 << 10))).status()).isEqualTo(202);
        assertProblem(packed(gzip(padded((800 << 10) + 1))), 413, "body-too-large");
    }

    @Test
    void aBombIsNotUnpackedBeyondTheLimit() {
        byte[] bomb = gzip(" ".repeat(1 << 20), 200);
        assertThat(bomb.length).isBetween(64 << 10, LIMIT);
        assertProblem(packed(bomb), 413, "body-too-large");
    }

    @Test
    void aPackedBodyThatIsCutIsRefusedWhereverTheCutLies() {
        long before = doors.journal.end();
        byte[] whole = gzip((EVENT + "\n").repeat(1_024 / EVENT.length()));
        assertThat(packed(whole).status()).isEqualTo(202);
        long after = doors.journal.end();
        assertThat(after).isGreaterThan(before);
        for (int length = 0; length < whole.length; length++) {
            assertProblem(packed(Arrays.copyOf(whole, length)), 400, "damaged-encoding");
        }
        assertThat(doors.journal.end()).isEqualTo(after);
    }

    @Test
    void aChecksumThatIsWrongIsRefused() {
        byte[] damaged = gzip(EVENT);
        damaged[damaged.length - 8] ^= 1;
        assertProblem(packed(damaged), 400, "damaged-encoding");
    }

    @Test
    void zstdIsUnpackedWithinTheSameLimits() {
        assertThat(zstd("28b52ffd200c6100007b2274797065223a2261227d").status()).isEqualTo(202);
        assertProblem(zstd("28b52ffd200c6100007b2274797065223a226122"), 400, "damaged-encoding");
        assertProblem(zstd("28b52ffd007009000078"), 415, "window-too-large");
        // A window of 1 MiB and nine blocks, each of which stands for 128 KiB of blanks.
        String blanks = "02001020".repeat(8) + "03001020";
        assertProblem(zstd("28b52ffd0050" + blanks), 413, "body-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "zstd, gzip", "gzip, gzip", "gzip,identity", "x-unknown", "gzipped"})
    void anEncodingThatIsNotReadIsRefusedAndNotTakenForPlain(String encoding) {
        assertProblem(
                doors.http.post(
                        "/events", EVENT.getBytes(ISO_8859_1), "application/json", "Content-Encoding", encoding),
                415,
                "unsupported-encoding");
    }

    @Test
    void aBodyThatStopsInTheMiddleIsNotWaitedForForEver() {
        try (Wire wire = new Wire(doors.port)) {
            wire.request("POST /events HTTP/1.1", "Content-Length: 100").send("{\"type\"");
            assertWireProblem(wire.answer(), 408, "request-timeout");
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @Test
    void aSlowSenderHasLessTimeOnceTheRoomIsScarce(@TempDir Path own) {
        try (Doors scarce = Doors.open(own, "http.in-flight-limit=1MiB", "http.body-timeout=10s");
                Wire first = new Wire(scarce.port);
                Wire second = new Wire(scarce.port)) {
            first.request("POST /events HTTP/1.1", "Content-Length: " + (1 << 20))
                    .send(" ".repeat(900_000));
            await().until(() -> scarce.inFlight.held() == 900_000);
            second.request("POST /events HTTP/1.1", "Content-Length: 100", Doors.PROJECT + ": other")
                    .send("{");
            Wire.Answer answer = second.answer();
            assertWireProblem(answer, 408, "request-timeout");
            assertThat(answer.body()).contains("within 2s.");
        }
    }

    @Test
    void bodiesBeyondWhatTheNodeHoldsAreSentAwayForAWhile() {
        try (Wire first = new Wire(doors.port)) {
            first.request("POST /events HTTP/1.1", "Content-Length: " + LIMIT).send(padded(LIMIT - 1));
            await().until(() -> {
                Wire.Answer answer = upload("Content-Length: " + LIMIT, padded(LIMIT));
                if (answer.status() == 202) {
                    return false;
                }
                assertWireProblem(answer, 503, "overloaded");
                assertThat(answer.head()).containsPattern("(?i)retry-after: [12]\r\n");
                return true;
            });
        }
    }

    @Test
    void whatASenderLeavesBehindIsGivenBack() {
        for (int sender = 0; sender < 5; sender++) {
            try (Wire wire = new Wire(doors.port)) {
                wire.request("POST /events HTTP/1.1", "Content-Length: " + LIMIT)
                        .send(padded(LIMIT - 1));
            }
        }
    }

    private static Wire.Answer upload(String header, String body) {
        try (Wire wire = new Wire(doors.port)) {
            return wire.request("POST /events HTTP/1.1", header).send(body).answer();
        }
    }

    private static Answer packed(byte[] body) {
        return doors.http.post("/events", body, "application/x-ndjson", "Content-Encoding", "gzip");
    }

    private static Answer zstd(String hex) {
        byte[] body = HexFormat.of().parseHex(hex);
        return doors.http.post("/events", body, "application/json", "Content-Encoding", "zstd");
    }

    private static void assertWireProblem(Wire.Answer answer, int status, String code) {
        assertThat(answer.head()).startsWith("HTTP/1.1 " + status).containsIgnoringCase("connection: close\r\n");
        try {
            assertThat(Json.HTTP.readTree(answer.body()).get("code").asText()).isEqualTo(code);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An event of exactly so many bytes. */
    private static String padded(int length) {
        return EVENT + " ".repeat(length - EVENT.length());
    }

    private static byte[] gzip(String plain) {
        return gzip(plain, 1);
    }

    private static byte[] gzip(String plain, int times) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            for (int i = 0; i < times; i++) {
                out.write(plain.getBytes(ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
