package io.heliograph.gateway;

import static io.heliograph.gateway.Doors.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.testkit.Http.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One project takes all that it can get; another sends a small batch now and then, and none of them is refused. */
class FairnessTest {
    private static final String SMALL = "{\"type\":\"a\"}";
    private static final String LARGE = "{\"type\":\"a\",\"payload\":{\"text\":\"" + "x".repeat(60_000) + "\"}}";
    private static final int BATCHES = 50;

    @TempDir
    Path directory;

    private HeldDisk disk;
    private Doors doors;
    private final ExecutorService senders = Executors.newCachedThreadPool();

    @BeforeEach
    void open() {
        disk = new HeldDisk(Doors.disk(directory));
        doors = Doors.on(
                disk,
                () -> 0,
                "http.in-flight-limit=1MiB",
                "journal.queue-size=1MiB",
                "limits.min-in-flight=20",
                "limits.max-in-flight=20",
                "query.max-exports=2");
    }

    @AfterEach
    void close() {
        senders.shutdownNow();
        doors.close();
    }

    @Test
    void bodiesThatNeverEndLeaveRoomForOthers() {
        List<Wire> wires = new ArrayList<>();
        try {
            await().until(() -> {
                wires.add(unfinished(100_000));
                return send("noisy", LARGE).status() == 503;
            });
            for (int batch = 0; batch < BATCHES; batch++) {
                assertThat(send("quiet", SMALL).status()).isEqualTo(202);
            }
        } finally {
            wires.forEach(Wire::close);
        }
    }

    @Test
    void aQueueBeforeASlowDiskLeavesRoomForOthers() throws Exception {
        disk.hold();
        List<CompletableFuture<Answer>> noisy = flood(16, LARGE);
        await().until(() -> noisy.stream()
                .anyMatch(answer -> answer.isDone() && answer.join().status() == 503));
        long before = doors.admission.underWay();
        CompletableFuture<Answer> quiet = CompletableFuture.supplyAsync(() -> send("quiet", SMALL), senders);
        await().until(() -> quiet.isDone() || doors.admission.underWay() > before);
        assertThat(quiet).isNotDone();
        disk.letGo();
        assertThat(quiet.get(20, TimeUnit.SECONDS).status()).isEqualTo(202);
    }

    @Test
    void appendsBeforeASlowDiskLeaveRoomForOthers() throws Exception {
        disk.hold();
        List<CompletableFuture<Answer>> noisy = flood(40, SMALL);
        await().until(() -> noisy.stream().filter(CompletableFuture::isDone).count() == 24);
        assertThat(doors.admission.underWay()).isEqualTo(16);
        CompletableFuture<Answer> quiet = CompletableFuture.supplyAsync(() -> send("quiet", SMALL), senders);
        await().until(() -> quiet.isDone() || doors.admission.underWay() == 17);
        assertThat(quiet).isNotDone();
        disk.letGo();
        assertThat(quiet.get(20, TimeUnit.SECONDS).status()).isEqualTo(202);
        assertThat(noisy.stream().map(CompletableFuture::join).map(Answer::status))
                .containsOnly(202, 503);
    }

    @Test
    void aFloodLeavesRoomForOthers() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Void>> flood = IntStream.range(0, 24)
                .mapToObj(sender -> CompletableFuture.runAsync(
                        () -> {
                            while (!over.get()) {
                                send("noisy", LARGE);
                            }
                        },
                        senders))
                .toList();
        for (int batch = 0; batch < BATCHES; batch++) {
            assertThat(send("quiet", SMALL).status()).isEqualTo(202);
        }
        over.set(true);
        for (CompletableFuture<Void> sender : flood) {
            sender.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void exportsOfOneProjectLeaveAPlaceForOthersAndGiveTheirsBack() {
        new ListedEvents(25_000, "{\"text\":\"" + "x".repeat(2_048) + "\"}").servedOn(doors.bus);
        try (Wire reader = new Wire(doors.port)) {
            reader.request("GET /events/export HTTP/1.1", PROJECT + ": noisy");
            assertThat(reader.answer().status()).isEqualTo(200);
            Answer second = doors.http.get("/events/export", PROJECT, "noisy");
            assertThat(second.status()).isEqualTo(503);
            assertThat(second.body()).contains("query.max-exports");
            assertThat(doors.http.get("/events/export", PROJECT, "quiet").status())
                    .isEqualTo(200);
        }
        await().until(() -> doors.http.get("/events/export", PROJECT, "noisy").status() == 200);
    }

    private Wire unfinished(int bytes) {
        return new Wire(doors.port)
                .request("POST /events HTTP/1.1", PROJECT + ": noisy", "Content-Length: " + 2 * bytes)
                .send(" ".repeat(bytes));
    }

    private List<CompletableFuture<Answer>> flood(int times, String body) {
        return IntStream.range(0, times)
                .mapToObj(sender -> CompletableFuture.supplyAsync(() -> send("noisy", body), senders))
                .toList();
    }

    private Answer send(String project, String body) {
        return doors.http.post("/events", body, PROJECT, project);
    }
}
