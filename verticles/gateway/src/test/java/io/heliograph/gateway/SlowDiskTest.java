package io.heliograph.gateway;

import static io.heliograph.gateway.IngestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.testkit.Http.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limit on appends follows the journal's disk: down while it is slow, up again when it is quick. */
class SlowDiskTest {
    private static final String EVENT = "{\"type\":\"a\"}";
    private static final int MIN = 4;
    private static final int MAX = 32;

    @TempDir
    Path directory;

    private final AtomicLong clock = new AtomicLong();
    private final ExecutorService senders = Executors.newCachedThreadPool();
    private HeldDisk disk;
    private Doors doors;

    @BeforeEach
    void open() {
        disk = new HeldDisk(Doors.disk(directory));
        doors = Doors.on(
                disk,
                clock::get,
                "limits.min-in-flight=" + MIN,
                "limits.max-in-flight=" + MAX,
                "limits.project-share=100");
        quickAppend();
    }

    @AfterEach
    void close() {
        senders.shutdownNow();
        doors.close();
    }

    @Test
    void theLimitFallsWhileTheDiskIsSlowAndRecoversWhenItIsQuick() {
        assertThat(doors.admission.limit()).isEqualTo(MAX);
        slowAppends(MAX);
        assertThat(doors.admission.limit()).isEqualTo(MAX / 2);
        while (doors.admission.limit() > MIN) {
            slowAppends(doors.admission.limit());
        }
        while (doors.admission.limit() < MAX) {
            int before = doors.admission.limit();
            quickAppend();
            assertThat(doors.admission.limit()).isGreaterThan(before);
        }
    }

    @Test
    void whatIsOverTheLimitIsAnsweredAtOnceAndNotLeftWaiting() {
        slowAppends(MAX);
        disk.hold();
        List<CompletableFuture<Answer>> waiting = send(MAX / 2);
        await().until(() -> doors.admission.underWay() == MAX / 2);
        Answer over = doors.http.post("/events", EVENT);
        assertProblem(over, 503, "overloaded");
        assertThat(over.headers()
                        .firstValue("Retry-After")
                        .map(Integer::valueOf)
                        .orElseThrow())
                .isBetween(1, 2);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        disk.letGo();
        assertThat(waiting).allMatch(answer -> answer.join().status() == 202);
    }

    @Test
    void whoSendsSlowlyKeepsNobodyOutAndIsNotDroppedEither() {
        slowAppends(MAX);
        try (Wire reading = new Wire(doors.port)) {
            reading.request("POST /events HTTP/1.1", "Content-Length: " + EVENT.length())
                    .send("{");
            await().until(() -> doors.admission.underWay() == 1);
            clock.addAndGet(Duration.ofSeconds(2).toNanos());
            disk.hold();
            List<CompletableFuture<Answer>> waiting = send(MAX / 2);
            await().until(() -> doors.admission.underWay() == MAX / 2);
            reading.send(EVENT.substring(1));
            await().until(() -> doors.admission.underWay() == MAX / 2 + 1);
            disk.letGo();
            assertThat(reading.answer().status()).isEqualTo(202);
            assertThat(waiting).allMatch(answer -> answer.join().status() == 202);
        }
    }

    @Test
    void whatTheDiskAlwaysTakesIsNoReasonToRefuseAnybody() {
        clock.addAndGet(Duration.ofMinutes(2).toNanos());
        quickAppend();
        slowAppends(1);
        for (int period = 0; period < 2; period++) {
            clock.addAndGet(Duration.ofSeconds(30).toNanos());
            slowAppends(1);
        }
        while (doors.admission.limit() < MAX) {
            int before = doors.admission.limit();
            slowAppends(1);
            assertThat(doors.admission.limit()).isGreaterThan(before);
        }
    }

    /** So many appends at once, each of which takes a second. */
    private void slowAppends(int appends) {
        disk.hold();
        List<CompletableFuture<Answer>> answers = send(appends);
        await().until(() -> doors.admission.underWay() == appends);
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        disk.letGo();
        assertThat(answers).allMatch(answer -> answer.join().status() == 202);
        await().until(() -> doors.admission.underWay() == 0);
    }

    private void quickAppend() {
        clock.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(doors.http.post("/events", EVENT).status()).isEqualTo(202);
    }

    private List<CompletableFuture<Answer>> send(int requests) {
        return IntStream.range(0, requests)
                .mapToObj(sender -> CompletableFuture.supplyAsync(() -> doors.http.post("/events", EVENT), senders))
                .toList();
    }
}
