package io.heliograph.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged hub in a process of its own, as its operator runs it: started, asked, stopped by signals, killed. */
public final class HubProcess implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("\\s+listens\\s+(https?://\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final Thread reader;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> url = new CompletableFuture<>();
    private final CompletableFuture<String> up = new CompletableFuture<>();

    private HubProcess(Process process) {
        this.process = process;
        reader = new Thread(this::read, "hub output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts {@code java -jar <jar> <arguments>} in the directory, with nothing of the hub's in its environment but this. */
    public static HubProcess start(
            Path jar, Path directory, Map<String, String> environment, List<String> javaOptions, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        // Processes that live for seconds: the better compiler would cost more than it gives.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(javaOptions);
        command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name ->
                        name.startsWith("HELIOGRAPH_") || name.startsWith("TELEMETRY_") || name.startsWith("API_"));
        builder.environment().putAll(environment);
        try {
            return new HubProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the hub listens; waits until it says so. */
    public String url() {
        return await(url);
    }

    /** Waits until the hub says that it is up. */
    public HubProcess awaitUp() {
        await(up);
        return this;
    }

    private String await(CompletableFuture<String> line) {
        try {
            return line.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the hub did not come up (" + process + "):\n" + text(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everything it has written so far, both streams. */
    public String text() {
        return String.join("\n", output);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits so long for the end, at most; whether it came. */
    public boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Waits for the end, and for the last of what it wrote, and gives the exit code. */
    public int exitCode() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the process did not end:\n" + text());
            }
            reader.join(PATIENCE.toMillis());
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** kill -9, and waits until it is gone. */
    public void kill() {
        process.toHandle().destroyForcibly();
        exitCode();
    }

    /** SIGTERM, and waits until it has stopped. By the handle, since Process.destroy throws away unread output. */
    public int stop() {
        process.toHandle().destroy();
        return exitCode();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                if (line.contains(" is up, node ")) {
                    up.complete(line);
                }
                Matcher listens = LISTENS.matcher(line);
                if (listens.matches()) {
                    url.complete(listens.group(1));
                }
            }
        } catch (IOException closed) {
            output.add("(output closed: " + closed.getMessage() + ")");
        }
        IllegalStateException ended = new IllegalStateException("the process ended");
        url.completeExceptionally(ended);
        up.completeExceptionally(ended);
    }
}
