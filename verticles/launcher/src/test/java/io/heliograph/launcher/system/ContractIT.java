package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.faults.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hub says about itself is valid by public validators, and true of every answer and message that it leads to. */
class ContractIT {
    private static final Path SOURCE = Path.of("src", "test", "npm");
    private static final Path HERE = Path.of("target", "npm");

    @TempDir
    static Path directory;

    private static HubProcess hub;

    @BeforeAll
    static void start() {
        assumeThat(Stream.of("npm", "node")
                        .allMatch(tool -> Stream.of(System.getenv("PATH").split(":"))
                                .anyMatch(place -> Files.isExecutable(Path.of(place, tool)))))
                .as("npm and node are installed")
                .isTrue();
        hub = Hubs.run(directory);
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void theDocumentTellsEveryStatusAndField() throws Exception {
        assertNoFindings("contract", List.of("node"), "requests, 0 findings");
    }

    @Test
    void theDocumentTellsEveryMessageThatIsPushed() throws Exception {
        assertNoFindings("messages", List.of("node", "--experimental-websocket"), "messages, 0 findings");
    }

    private static void assertNoFindings(String name, List<String> node, String wanted) throws Exception {
        Path here = HERE.resolve(name);
        Files.createDirectories(here);
        for (String file : List.of("package.json", "package-lock.json", name + ".mjs")) {
            Files.write(
                    here.resolve(file), Files.readAllBytes(SOURCE.resolve(name).resolve(file)));
        }
        String installed =
                run(here, List.of("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"));
        assumeThat(Files.isDirectory(here.resolve("node_modules").resolve("ajv")))
                .as("npm could install what the test wants: %s", installed)
                .isTrue();
        List<String> command = new ArrayList<>(node);
        command.addAll(List.of(name + ".mjs", hub.url()));
        String said = run(here, command);
        assertThat(said).as(said).contains(wanted);
        Outcome.of(name, said.strip());
    }

    private static String run(Path here, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(here.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
