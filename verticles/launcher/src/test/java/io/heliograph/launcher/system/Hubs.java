package io.heliograph.launcher.system;

import io.heliograph.testkit.HubProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Starts the packaged jar in a directory of the test's, on ports of the system's choice. */
final class Hubs {
    static final Path JAR = Path.of("target", "heliograph.jar");

    private Hubs() {}

    static HubProcess run(Path directory, String... options) {
        return run(directory, Map.of(), options);
    }

    static HubProcess run(Path directory, Map<String, String> environment, String... options) {
        List<String> arguments = new ArrayList<>(List.of("run", "--port", "0"));
        arguments.addAll(Arrays.asList(options));
        return HubProcess.start(JAR, directory, environment, arguments.toArray(String[]::new));
    }

    /** A command other than run; waits for its end. */
    static HubProcess command(Path directory, String... arguments) {
        HubProcess command = HubProcess.start(JAR, directory, Map.of(), arguments);
        command.exitCode();
        return command;
    }
}
