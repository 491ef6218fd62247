package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.testkit.HubProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a hub does not start is one clear line each, an exit code, and never a stack trace. */
class StartRefusalsIT {
    @TempDir
    Path directory;

    @Test
    void aDataDirectoryInUse() {
        try (HubProcess first = Hubs.run(directory)) {
            first.url();
            Hubs.refused(Hubs.run(directory), "is in use by another hub (process " + first.pid() + ")");
        }
    }

    @Test
    void aPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Hubs.refused(Hubs.run(directory, "--port", port), "Port " + port + " on 127.0.0.1 cannot be opened");
        }
    }

    @Test
    void aDatabaseThatIsNotThere() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Map<String, String> nowhere =
                Map.of("HELIOGRAPH_DATABASE_URL", "postgresql://u:geheim@127.0.0.1:" + port + "/x");
        Hubs.refused(Hubs.run(directory, nowhere, "--set", "database.start-timeout=0ms"), "127.0.0.1:" + port);
        try (HubProcess waiting = Hubs.run(directory, nowhere, "--set", "database.start-timeout=1s")) {
            assertThat(waiting.exitCode()).isEqualTo(1);
            assertThat(waiting.text())
                    .contains("Trying again for 1 s (database.start-timeout).", "heliograph: The database")
                    .doesNotContain("geheim");
        }
    }

    @Test
    void anOpenHubOnAllInterfaces() {
        Hubs.refused(Hubs.run(directory, "--host", "0.0.0.0"), "is reachable from other machines and no key is set");
    }

    @Test
    void aDataDirectoryThatIsAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        Hubs.refused(Hubs.run(directory, "--data", file.toString()), "data directory");
    }
}
