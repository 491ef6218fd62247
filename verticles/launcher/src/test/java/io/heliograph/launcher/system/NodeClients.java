package io.heliograph.launcher.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs for Node with packages from npm, installed once into target; whoever needs them is skipped where there is no npm. */
public final class NodeClients {
    private static final Path SOURCES = Path.of("src", "test", "resources", "rpc-clients");
    private static final Path INSTALLED = Path.of("target", "rpc-clients");
    private static final int SECONDS = 120;

    private NodeClients() {}

    /** Installs the program and what it needs, or skips the test. */
    public static void prepare(String program) throws IOException, InterruptedException {
        assumeTrue(runs(Path.of("."), "npm", "--version"), "skipped: there is no npm on this machine");
        Files.createDirectories(INSTALLED);
        for (String file : List.of("package.json", "package-lock.json", program)) {
            Files.write(INSTALLED.resolve(file), Files.readAllBytes(SOURCES.resolve(file)));
        }
        assumeTrue(
                Files.isDirectory(INSTALLED.resolve("node_modules"))
                        || runs(INSTALLED, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"),
                "skipped: npm cannot install the clients");
    }

    /** Whether the program ends as it should; what it says goes to the test's output. */
    static boolean run(String program, String... arguments) throws InterruptedException {
        String[] command = new String[arguments.length + 2];
        command[0] = "node";
        command[1] = program;
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        return runs(INSTALLED, command);
    }

    /** Begins a program that is spoken with; what it complains of goes to the test's output. */
    public static Process begin(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("node", program));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(INSTALLED.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
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
