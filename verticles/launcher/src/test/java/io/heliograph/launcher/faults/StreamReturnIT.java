package io.heliograph.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.launcher.system.NodeClients;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Browsers' clients of the stream whose hub is killed and started again while events come. */
@Tag("fault")
class StreamReturnIT {
    private static final int WATCHERS = Rounds.of("stream-returns", 50, 1_000);
    private static final int BATCHES = Rounds.of("stream-return-batches", 10, 50);

    @TempDir
    Path directory;

    @Test
    void whoComesBackLosesNothingAndSeesNothingTwice() throws Exception {
        Soak.only();
        NodeClients.RPC.prepare();
        try (Node node = new Node(directory, PostgresServer.shared(), "--set", "stream.max-watchers=2000").start()) {
            Process clients = NodeClients.RPC.begin(
                    "returns.mjs", node.url(), Integer.toString(WATCHERS), Integer.toString(BATCHES));
            try (BufferedReader said = clients.inputReader();
                    OutputStream orders = clients.getOutputStream()) {
                assertThat(said.readLine()).isEqualTo("kill");
                node.process().kill();
                node.start();
                orders.write("go\n".getBytes(StandardCharsets.US_ASCII));
                orders.flush();
                String verdict = said.readLine();
                assertThat(clients.waitFor(5, TimeUnit.MINUTES)).isTrue();
                assertThat(clients.exitValue()).as("returns.mjs: " + verdict).isZero();
                Outcome.of("live", "kill -9 of the hub: %s", verdict);
            } finally {
                clients.destroyForcibly();
            }
        }
    }
}
