package io.heliograph.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heliograph.launcher.browser.Chromium;
import io.heliograph.launcher.system.NodeClients;
import io.heliograph.testkit.TargetServer;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import java.io.BufferedReader;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** React components in Chromium, each with both hooks, whose hub is killed and started again while events come. */
@Tag("fault")
class ReactReturnIT {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    /** Chromium holds 255 WebSockets for a profile, and a component has two; from 16 at once on, it opens them seconds late. */
    private static final int PROFILES = Rounds.of("react-profiles", 2, 8);

    private static final int COMPONENTS = Rounds.of("react-components", 7, 125);
    private static final int DELAY_MS = Rounds.of("react-delay-ms", 100, 1_000);

    @TempDir
    Path directory;

    @Test
    void componentsLoseNothingAndShowNothingTwice() throws Exception {
        Optional<Path> chromium = Chromium.find();
        assumeTrue(chromium.isPresent(), "skipped: there is no Chromium on this machine");
        NodeClients.LIVE.prepare();
        int port = TargetServer.freePort();
        try (Node node = node(port).start()) {
            Process components = NodeClients.LIVE.begin(
                    "many.mjs",
                    node.url(),
                    KEY,
                    chromium.get().toString(),
                    Integer.toString(port),
                    Integer.toString(PROFILES),
                    Integer.toString(COMPONENTS),
                    Integer.toString(DELAY_MS));
            try (BufferedReader said = components.inputReader();
                    Writer orders = components.outputWriter()) {
                assertThat(said.readLine()).isEqualTo("kill");
                node.process().kill();
                assertThat(said.readLine()).isEqualTo("start");
                node.start();
                orders.append("started\n").flush();
                String verdict = said.readLine();
                assertThat(components.waitFor(1, TimeUnit.MINUTES)).isTrue();
                assertThat(components.exitValue()).as("many.mjs: " + verdict).isZero();
                Outcome.of("live", "kill -9 of the hub: %s", verdict);
            } finally {
                components.descendants().forEach(ProcessHandle::destroyForcibly);
                components.destroyForcibly();
            }
        }
    }

    private Node node(int pagePort) {
        return new Node(
                directory,
                PostgresServer.shared(),
                "--set",
                "auth.api-key=" + KEY,
                "--set",
                // One key for all, and a ticket for each socket.
                "auth.max-tickets=4000",
                "--set",
                "http.allowed-origins=http://127.0.0.1:" + pagePort,
                "--set",
                "live.interval=" + Rounds.of("react-interval-ms", 300, 1_000) + "ms",
                "--set",
                "stream.max-watchers=2000");
    }
}
