package io.heliograph.launcher.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs for Node with packages from npm, installed once into target; whoever needs them is skipped where there is no npm. */
public final class NodeClients {
    /** Those who call operations. */
    public static final NodeClients RPC = new NodeClients("rpc-clients");

    /** Those who watch, some of them in a browser. */
    public static final NodeClients LIVE = new NodeClients("live-clients");

    private static final int SECONDS = 120;

    private final Path sources;
    private final Path installed;

    private NodeClients(String directory) {
        sources = Path.of("src", "test", "resources", directory);
        installed = Path.of("target", directory);
    }

    /** Installs the programs and what they need, or skips the test. */
    public void prepare() throws IOException, InterruptedException {
        assumeTrue(runs(Path.of("."), "npm", "--version"), "skipped: there is no npm on this machine");
        Files.createDirectories(installed);
        // Two JVMs run tests beside each other.
        try (FileChannel held =
                FileChannel.open(installed.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            held.lock();
            copyChanged();
            assumeTrue(
                    Files.isDirectory(installed.resolve("node_modules"))
                            || runs(installed, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"),
                    "skipped: npm cannot install the clients");
        }
    }

    /** Whether the program ends as it should; what it says goes to the test's output. */
    boolean run(String program, String... arguments) throws InterruptedException {
        return runs(installed, command(program, arguments).toArray(String[]::new));
    }

    /** Begins a program that is spoken with; what it complains of goes to the test's output. */
    public Process begin(String program, String... arguments) throws IOException {
        return new ProcessBuilder(command(program, arguments))
                .directory(installed.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", program));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** What is as it was stays untouched, since another test may be reading it. */
    private void copyChanged() throws IOException {
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.toList()) {
                Path copy = installed.resolve(file.getFileName());
                if (!Files.exists(copy) || Files.mismatch(file, copy) >= 0) {
                    Files.write(copy, Files.readAllBytes(file));
                }
            }
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
