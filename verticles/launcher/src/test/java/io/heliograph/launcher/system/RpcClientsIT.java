package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON-RPC clients that others wrote, against the packaged jar: what they are told is what the hub keeps. */
class RpcClientsIT {
    private static final Path CLIENTS = Path.of("src", "test", "resources", "rpc-clients");
    private static final Path INSTALLED = Path.of("target", "rpc-clients");
    private static final int SECONDS = 120;

    @TempDir
    Path directory;

    @Test
    void jaysonAndJsonRpc20SpeakToTheHub() throws Exception {
        assumeTrue(runs(Path.of("."), "npm", "--version"), "skipped: there is no npm on this machine");
        Files.createDirectories(INSTALLED);
        for (String file : new String[] {"package.json", "package-lock.json", "talk.js"}) {
            Files.write(INSTALLED.resolve(file), Files.readAllBytes(CLIENTS.resolve(file)));
        }
        assumeTrue(
                Files.isDirectory(INSTALLED.resolve("node_modules"))
                        || runs(INSTALLED, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"),
                "skipped: npm cannot install the clients");
        try (HubProcess hub = Hubs.run(directory, Map.of())) {
            assertThat(runs(INSTALLED, "node", "talk.js", hub.url()))
                    .as("talk.js; it says above what went wrong")
                    .isTrue();
            Http http = new Http(hub.url());
            await().untilAsserted(() -> assertThat(http.get("/metrics").body().lines())
                    .contains(
                            "heliograph_events_received_total{project=\"default\"} 1004.0",
                            "heliograph_events_stored_total{project=\"default\"} 1004.0",
                            "heliograph_rpc_sockets 0.0"));
        }
    }

    private static boolean runs(Path where, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(where.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
