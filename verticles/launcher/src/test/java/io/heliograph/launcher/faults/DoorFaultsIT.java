package io.heliograph.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import io.heliograph.testkit.faults.Seed;
import io.heliograph.testkit.ledger.Ledger;
import io.heliograph.testkit.ledger.Load;
import io.heliograph.testkit.ledger.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that mean harm, many at once, while others send good ones. The heap is half a gigabyte: to keep them would end the hub. */
@Tag("fault")
class DoorFaultsIT {
    private static final String JSON = "application/json";
    private static final int BODY_LIMIT = 8 << 20;

    @TempDir
    static Path directory;

    private static Node node;
    private static Http http;

    @BeforeAll
    static void start() {
        node = new Node(directory, PostgresServer.shared()).start();
        http = node.http();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** B20: a byte too many, said beforehand or not. */
    @Test
    void bodiesThatAreTooLarge() {
        byte[] large = new byte[BODY_LIMIT + 1];
        Arrays.fill(large, (byte) ' ');
        int rounds = Rounds.of("large-bodies", 1, 20);
        besides("B20", rounds + " x 50 bodies of a byte too many at once, half of them chunked", () -> {
            for (int round = 0; round < rounds; round++) {
                List<Answer> answers = together(
                        50,
                        number -> number % 2 == 0
                                ? http.post("/events", large, JSON)
                                : http.send(http.request("/events", "Content-Type", JSON)
                                        .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large)))));
                assertThat(answers).allMatch(DoorFaultsIT::isTooMuch);
            }
        });
    }

    /** B21: a megabyte that unpacks to a gigabyte; how many at once a heap of half a gigabyte bears is what the count says. */
    @Test
    void bodiesThatUnpackWithoutEnd() {
        byte[] bomb = gzip(new byte[64 << 20], 16);
        int rounds = Rounds.of("bombs", 1, 20);
        int together = Rounds.of("bombs-together", 20, 20);
        String what = "%d x %d bombs of %d KiB for 1 GiB at once".formatted(rounds, together, bomb.length >> 10);
        besides("B21", what, () -> {
            for (int round = 0; round < rounds; round++) {
                List<Answer> answers =
                        together(together, number -> http.post("/events", bomb, JSON, "Content-Encoding", "gzip"));
                assertThat(answers).allMatch(DoorFaultsIT::isTooMuch);
            }
        });
    }

    /** B22, B23: cut at every byte; every byte of the trailer changed. */
    @Test
    void packedBodiesThatAreDamaged() {
        byte[] packed = gzip(event(), 1);
        for (int length = 1; length < packed.length; length++) {
            Answer answer = http.post("/events", Arrays.copyOf(packed, length), JSON, "Content-Encoding", "gzip");
            assertThat(isRefused(answer, 400, "damaged-encoding"))
                    .as("cut at %d: %s", length, answer)
                    .isTrue();
        }
        for (int at = packed.length - 8; at < packed.length; at++) {
            byte[] damaged = packed.clone();
            damaged[at] ^= 0x10;
            Answer answer = http.post("/events", damaged, JSON, "Content-Encoding", "gzip");
            assertThat(isRefused(answer, 400, "damaged-encoding"))
                    .as("changed at %d: %s", at, answer)
                    .isTrue();
        }
        assertThat(http.post("/events", packed, JSON, "Content-Encoding", "gzip")
                        .status())
                .isEqualTo(202);
        Outcome.of("B22, B23", "%d bytes of gzip, cut at each, 8 bytes of trailer changed: all refused", packed.length);
    }

    /** B24. */
    @Test
    void encodingsThatAreNotKnown() {
        for (String encoding : List.of("br", "compress", "gzip, gzip", "gzip, br", "identity, gzip", "x", "gzipped")) {
            Answer answer = http.post("/events", event(), JSON, "Content-Encoding", encoding);
            assertThat(isRefused(answer, 415, "unsupported-encoding"))
                    .as(encoding + ": " + answer)
                    .isTrue();
        }
    }

    /** Too large, or too much at a time. */
    private static boolean isTooMuch(Answer answer) {
        return isRefused(answer, 413, "body-too-large") || isRefused(answer, 503, "overloaded");
    }

    /** A kilobyte that hardly packs. */
    private static byte[] event() {
        StringBuilder noise = new StringBuilder();
        new Random(Seed.of("DoorFaultsIT")).ints(900, 'a', 'z' + 1).forEach(letter -> noise.append((char) letter));
        return ("{\"type\":\"packed\",\"payload\":{\"noise\":\"" + noise + "\"}}").getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isRefused(Answer answer, int status, String code) {
        return answer.status() == status && answer.json().get("code").asText().equals(code);
    }

    /** Good senders do not notice: all of theirs is taken at the first try, and stored. */
    private void besides(String row, String what, Runnable attack) {
        Ledger ledger = new Ledger("beside-" + row, 100, 300);
        Load load = node.load(ledger);
        try (load) {
            Node.awaitMore(ledger, 10);
            attack.run();
            Node.awaitMore(ledger, 10);
        }
        Verdict verdict = node.awaitClean(ledger);
        Outcome.of(
                row,
                "%s: all refused; p99 of others %d ms, %s",
                what,
                load.slowestOfAHundred().toMillis(),
                verdict);
        assertThat(load.surprises()).isEmpty();
        assertThat(verdict.unknown() + verdict.refused()).isZero();
        assertThat(node.process().text()).doesNotContain("OutOfMemory");
    }

    private interface Request {
        Answer send(int number);
    }

    private static List<Answer> together(int requests, Request request) {
        ExecutorService senders = Executors.newFixedThreadPool(requests);
        try {
            List<Callable<Answer>> calls = IntStream.range(0, requests)
                    .<Callable<Answer>>mapToObj(number -> () -> request.send(number))
                    .toList();
            return senders.invokeAll(calls).stream().map(DoorFaultsIT::answer).toList();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            senders.shutdown();
        }
    }

    private static Answer answer(Future<Answer> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] gzip(byte[] piece, int times) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < times; i++) {
                gzip.write(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
