package io.heliograph.launcher.exporters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.launcher.system.Hubs;
import io.heliograph.launcher.system.Metrics;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.TargetServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The packaged hub with one exporter called trail, which is killed and started again on the same data. */
final class ExportingHub implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final String[] options;
    private volatile Http http;
    private HubProcess process;
    private long repeatedBefore;

    /** {@code settings} are those of the exporter, as key=value. */
    ExportingHub(Path directory, String... settings) {
        this.directory = directory;
        List<String> all = new ArrayList<>(List.of("--set", "exporters.names=trail"));
        for (String setting : settings) {
            all.addAll(List.of("--set", "exporters.trail." + setting));
        }
        options = all.toArray(String[]::new);
    }

    ExportingHub start() {
        process = Hubs.run(directory, options).awaitUp();
        http = new Http(process.url());
        return this;
    }

    /** Sends all the while that the target and then the hub are killed and come back; how many events were acknowledged. */
    int sendWhileKilled(TargetServer target) throws IOException {
        try (Sender sender = new Sender(this::http)) {
            awaitMoreExported();
            target.kill();
            awaitTrouble();
            awaitAcked(sender, 200);
            assertThat(http.get("/health/ready").status()).isEqualTo(200);
            target.start();
            awaitMoreExported();
            crash();
            awaitMoreExported();
            sender.stop();
            return sender.acked();
        }
    }

    /** kill -9, and a new start. */
    void crash() {
        JsonNode last = exporter();
        repeatedBefore += last.get("repeated").asLong();
        process.kill();
        start();
    }

    Http http() {
        return http;
    }

    JsonNode exporter() {
        return http.get("/exporters").json().get("items").get(0);
    }

    /** Of all lives. */
    long repeated() {
        return repeatedBefore + exporter().get("repeated").asLong();
    }

    void awaitMoreExported() {
        long now = exporter().get("exported").asLong();
        await().atMost(PATIENCE).until(() -> exporter().get("exported").asLong() > now);
    }

    void awaitTrouble() {
        await().atMost(PATIENCE).until(() -> !exporter().get("trouble").isNull());
    }

    /** Waits until all that was accepted is exported, and gives how many events that are. */
    long awaitEnd() {
        await().atMost(PATIENCE).until(() -> exporter().get("lag_events").asLong() == 0);
        return Metrics.of(http).journalEnd();
    }

    /** Sends go on while nothing is exported: so many more events are taken. */
    void awaitAcked(Sender sender, int more) {
        int now = sender.acked();
        await().atMost(PATIENCE).until(() -> sender.acked() >= now + more);
    }

    @Override
    public void close() {
        process.close();
    }
}
