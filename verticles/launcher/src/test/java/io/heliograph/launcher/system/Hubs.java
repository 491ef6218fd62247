package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.testkit.HubProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Starts the packaged jar in a directory of the test's, on ports of the system's choice. */
public final class Hubs {
    static final Path JAR = Path.of("target", "heliograph.jar");

    private Hubs() {}

    /** A hub with a PostgreSQL of its own; the database of a new directory is made beforehand, to save time. */
    public static HubProcess run(Path directory, String... options) {
        return run(directory, Map.of(), options);
    }

    public static HubProcess run(Path directory, Map<String, String> environment, String... options) {
        return run(directory, environment, List.of(), options);
    }

    public static HubProcess run(
            Path directory, Map<String, String> environment, List<String> javaOptions, String... options) {
        if (!environment.containsKey("HELIOGRAPH_DATABASE_URL") && !Files.exists(directory.resolve("data"))) {
            FreshDatabase.into(directory.resolve("data"));
        }
        return launch(directory, environment, javaOptions, options);
    }

    /** A hub that has to do everything itself, as on the day it is installed. */
    public static HubProcess firstRun(Path directory, Map<String, String> environment, String... options) {
        return launch(directory, environment, List.of(), options);
    }

    private static HubProcess launch(
            Path directory, Map<String, String> environment, List<String> javaOptions, String... options) {
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(Arrays.asList(options));
        if (!arguments.contains("--port")) {
            arguments.addAll(List.of("--port", "0"));
        }
        List<String> java = new ArrayList<>(ClassArchive.options());
        java.addAll(javaOptions);
        return HubProcess.start(JAR, directory, environment, java, arguments.toArray(String[]::new));
    }

    /** A command other than run; waits for its end. */
    public static HubProcess command(Path directory, Map<String, String> environment, String... arguments) {
        HubProcess command = begin(directory, environment, arguments);
        command.exitCode();
        return command;
    }

    /** A command other than run, which may take long. */
    public static HubProcess begin(Path directory, Map<String, String> environment, String... arguments) {
        return HubProcess.start(JAR, directory, environment, ClassArchive.options(), arguments);
    }

    /** A hub that does not start says why in one line, and ends with 1. */
    public static void refused(HubProcess hub, String reason) {
        try (hub) {
            assertThat(hub.exitCode()).as(hub.text()).isEqualTo(1);
            List<String> said = hub.text()
                    .lines()
                    .filter(line -> !line.isBlank() && !line.contains(" INFO "))
                    .toList();
            assertThat(said).hasSize(1);
            assertThat(said.get(0)).startsWith("heliograph: ").contains(reason).doesNotContain("geheim");
        }
    }
}
