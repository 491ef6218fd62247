package io.heliograph.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.launcher.system.Hubs;
import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** L3: watchers on every door who stop reading and keep pinging, at a high rate, in a small heap; and one who reads. */
@Tag("fault")
class SlowWatchersIT {
    private static final int SLOW = 50;
    private static final int RATE = Rounds.of("slow-watchers-rate", 2_000, 20_000);
    private static final int SECONDS = Rounds.of("slow-watchers-seconds", 10, 600);

    @TempDir
    Path directory;

    private final AtomicLong seen = new AtomicLong();

    @Test
    void thoseWhoDoNotReadCostOthersNothingAndTheHubNoMemory() throws Exception {
        Soak.only();
        try (Node node = new Node(
                        directory,
                        PostgresServer.shared(),
                        "--set",
                        "windows.memory=16MiB",
                        "--set",
                        "stream.watcher-buffer=256KiB",
                        "--set",
                        "stream.max-replay=100000000")
                .withJava("-Xmx128m", "-XX:+ExitOnOutOfMemoryError")
                .start()) {
            Thread reader = new Thread(() -> read(node.url()), "the one who reads");
            reader.setDaemon(true);
            reader.start();
            try (SlowWatchers slow = new SlowWatchers(URI.create(node.url()).getPort(), SLOW)) {
                await().until(() -> slow.begun() >= SLOW);
                HubProcess load = Hubs.begin(
                        directory,
                        Map.of(),
                        "bench",
                        "ingest",
                        "--no-wait",
                        "--url",
                        node.url(),
                        "--rate",
                        Integer.toString(RATE),
                        "--size",
                        "1000",
                        "--batch",
                        "100",
                        "--duration",
                        SECONDS + "s");
                assertThat(load.endsWithin(Duration.ofSeconds(SECONDS).plusMinutes(2)))
                        .as(load.text())
                        .isTrue();
                assertThat(node.process().isAlive()).as(node.process().text()).isTrue();
                assertThat(load.exitCode()).as(load.text()).isZero();
                long accepted = accepted(node);
                await().atMost(Duration.ofMinutes(2))
                        .untilAsserted(() -> assertThat(seen.get()).isEqualTo(accepted));
                Outcome.of(
                        "L3",
                        "%d s at %d events/s of 1,000 bytes, heap of 128 MB: %d watchers who do not read, opened %d times; the"
                                + " one who reads got all %d",
                        SECONDS,
                        RATE,
                        SLOW,
                        slow.begun(),
                        accepted);
            }
        }
    }

    /** By the hub's own figure, since the driver does not wait for its last answers. */
    private static long accepted(Node node) {
        return Metrics.sum(node.http().get("/metrics").body(), "heliograph_events_accepted_total{");
    }

    /** Counts events by a member that each has once, which is quicker than reading them as JSON. */
    private void read(String url) {
        byte[] member = "\"received_at\"".getBytes(StandardCharsets.US_ASCII);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/stream"))
                .header("Accept", "text/event-stream")
                .build();
        try (InputStream body = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, BodyHandlers.ofInputStream())
                .body()) {
            byte[] bytes = new byte[1 << 16];
            int matched = 0;
            for (int read = body.read(bytes); read >= 0; read = body.read(bytes)) {
                for (int i = 0; i < read; i++) {
                    matched = bytes[i] == member[matched] ? matched + 1 : bytes[i] == member[0] ? 1 : 0;
                    if (matched == member.length) {
                        seen.incrementAndGet();
                        matched = 0;
                    }
                }
            }
        } catch (IOException | InterruptedException e) {
            // The test is over, or sees by the count that this went wrong.
        }
    }
}
