package io.heliograph.testkit.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes down what a fault did to the hub, for the table in docs/reliability.md. */
public final class Outcome {
    private static final Path FILE = Path.of("target", "fault-outcomes.txt");

    private Outcome() {}

    public static synchronized void of(String rows, String what, Object... values) {
        String line = rows + ": " + what.formatted(values);
        System.out.println(line);
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
