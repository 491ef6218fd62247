package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.faults.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hub says about itself is valid by a public validator, and true of every answer that the document leads to. */
class ContractIT {
    private static final Path SOURCE = Path.of("src", "test", "npm", "contract");
    private static final Path HERE = Path.of("target", "npm", "contract");

    @TempDir
    Path directory;

    @Test
    void theDocumentTellsEveryStatusAndField() throws Exception {
        assumeThat(Stream.of("npm", "node")
                        .allMatch(tool -> Stream.of(System.getenv("PATH").split(":"))
                                .anyMatch(place -> Files.isExecutable(Path.of(place, tool)))))
                .as("npm and node are installed")
                .isTrue();
        Files.createDirectories(HERE);
        for (String file : List.of("package.json", "package-lock.json", "contract.mjs")) {
            Files.write(HERE.resolve(file), Files.readAllBytes(SOURCE.resolve(file)));
        }
        String installed = run("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline");
        assumeThat(Files.isDirectory(HERE.resolve("node_modules").resolve("ajv")))
                .as("npm could install what the test wants: %s", installed)
                .isTrue();
        try (HubProcess hub = Hubs.run(directory)) {
            String said = run("node", "contract.mjs", hub.url());
            assertThat(said).as(said).contains("requests, 0 findings");
            Outcome.of("contract", said.strip());
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(HERE.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
