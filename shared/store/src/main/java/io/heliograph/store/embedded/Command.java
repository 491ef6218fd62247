package io.heliograph.store.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program to run to its end, in bounded time. */
record Command(List<String> words, Path directory, Duration limit) {
    /** How a program ended, and what it printed. */
    record Outcome(int code, String output) {
        boolean succeeded() {
            return code == 0;
        }

        List<String> lastLines() {
            List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
            return lines.subList(Math.max(0, lines.size() - 10), lines.size());
        }
    }

    Command(String... words) {
        this(List.of(words), null, Duration.ofSeconds(10));
    }

    Command with(String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return new Command(List.copyOf(all), directory, limit);
    }

    /** What came of it; empty when there is no such program here or it did not end in time. */
    Optional<Outcome> run() {
        try {
            // A file, not a pipe: the server that pg_ctl leaves behind may hold on to what it inherited.
            Path output = directory == null
                    ? Files.createTempFile("command.", ".txt")
                    : Files.createTempFile(directory, "command.", ".txt");
            try {
                return run(output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException noSuchProgram) {
            return Optional.empty();
        }
    }

    private Optional<Outcome> run(Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory == null ? null : directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        if (!ended(process)) {
            return Optional.empty();
        }
        return Optional.of(
                new Outcome(process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8)));
    }

    private boolean ended(Process process) {
        boolean ended = false;
        try {
            ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            return ended;
        } catch (InterruptedException e) {
            throw Patience.interrupted();
        } finally {
            if (!ended) {
                process.destroyForcibly();
            }
        }
    }
}
