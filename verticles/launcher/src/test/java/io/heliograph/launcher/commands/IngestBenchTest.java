package io.heliograph.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.launcher.commands.bench.BenchCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IngestBenchTest {
    /** So many of the pauses, the one for warming up among them. */
    private static final int SENDING = 3;

    private final Desk desk = new Desk();

    @Test
    void whatItSaysIsWhatTheHubTookAndItWaitsUntilAllIsStored() throws IOException {
        try (CountingHub hub = new CountingHub()) {
            desk.duringPauses(count -> untilAnswered(hub, count));

            assertThat(bench(hub, "--connections", "3", "--batch", "7", "--own-ids", "--json"))
                    .isZero();

            JsonNode result = LedgerHub.JSON.readTree(desk.out());
            assertThat(result.path("accepted").asInt()).isPositive().isLessThanOrEqualTo(hub.accepted.get());
            assertThat(result.path("sent").asInt())
                    .isEqualTo(result.path("accepted").asInt());
            assertThat(result.path("requests").asInt() * 7)
                    .isEqualTo(result.path("sent").asInt());
            assertThat(result.path("errors")).isEmpty();
            assertThat(result.path("closed_loop").asBoolean()).isTrue();
            assertThat(result.path("stored").path("all").asBoolean()).isTrue();
            assertThat(result.path("latency_ms").path("max").asDouble()).isPositive();
            assertThat(hub.differentIds()).isEqualTo(hub.accepted.get());
        }
    }

    @Test
    void linesForPeopleNameTheSameFigures() throws IOException {
        try (CountingHub hub = new CountingHub()) {
            desk.duringPauses(count -> untilAnswered(hub, count));

            assertThat(bench(hub, "--gzip")).isZero();

            assertThat(desk.out())
                    .contains("accepted  ", "errors    none", "answers   p50 ", "closed loop", "gzip", "stored    ")
                    .contains("CPU       seconds per million events: hub ");
        }
    }

    @Test
    void refusalsAreCountedByTheirKind() throws IOException {
        try (CountingHub hub = new CountingHub().refusing()) {
            desk.duringPauses(count -> untilAnswered(hub, count));

            assertThat(bench(hub)).isEqualTo(1);

            assertThat(desk.out())
                    .containsPattern("errors    \\d+ x 503 journal-full")
                    .doesNotContain("connection broken")
                    .contains("accepted  0 events");
        }
    }

    @Test
    void atARateARequestsTimeCountsFromWhenItWasDue() throws IOException {
        try (CountingHub hub = new CountingHub().holding()) {
            long start = System.nanoTime();
            desk.duringPauses(count -> {
                await().until(() ->
                        System.nanoTime() - start > Duration.ofMillis(200).toNanos());
                hub.release();
                untilAnswered(hub, count);
            });

            assertThat(bench(hub, "--connections", "1", "--batch", "1", "--rate", "1000", "--json"))
                    .isZero();

            JsonNode result = LedgerHub.JSON.readTree(desk.out());
            assertThat(result.path("closed_loop").asBoolean()).isFalse();
            // One request met the pause; the others that were due meanwhile had to wait as well.
            assertThat(result.path("latency_ms").path("p50").asDouble()).isGreaterThan(5);
        }
    }

    @Test
    void ctrlCPrintsWhatWasMeasuredSoFar() throws IOException {
        try (CountingHub hub = new CountingHub()) {
            desk.duringPauses(count -> {
                untilAnswered(hub, count);
                if (count == 5) {
                    throw new InterruptedException();
                }
            });

            assertThat(bench(hub)).isEqualTo(130);

            assertThat(desk.out()).contains("accepted  ").doesNotContain("accepted  0 events");
        }
    }

    @Test
    void aServerWithoutMetricsIsMeasuredAllTheSame() throws IOException {
        try (CountingHub hub = new CountingHub().withoutMetrics()) {
            desk.duringPauses(count -> untilAnswered(hub, count));

            assertThat(bench(hub)).isZero();

            assertThat(desk.out()).contains("stored    unknown");
        }
    }

    @Test
    void nobodyThereIsSaidInALine() throws IOException {
        assertThat(run("ingest", "--url", "http://127.0.0.1:" + freePort())).isEqualTo(3);

        assertThat(desk.err()).contains("nothing answers at").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--connections=0", "--batch=10001", "--rate=-1", "--duration=soon", "--size=70000"})
    void whatCannotBeIsRefused(String option) {
        assertThat(run("ingest", option)).isEqualTo(2);
        assertThat(desk.err()).contains(option.substring(0, option.indexOf('=')));
    }

    private int bench(CountingHub hub, String... options) {
        List<String> arguments = new ArrayList<>(List.of("ingest", "--url", hub.url()));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        return BenchCommand.with(desk.surroundings()).execute(arguments);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The pauses while events are sent pass only as these arrive; nothing arrives in those for which storing is waited. */
    private static void untilAnswered(CountingHub hub, int pause) {
        if (pause <= SENDING) {
            int before = hub.requests.get();
            await().pollInterval(Duration.ofMillis(5)).until(() -> hub.requests.get() >= before + 20);
        }
    }
}
