package io.heliograph.launcher.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Directories that live as long as the run of the tests. */
public final class Scratch {
    private Scratch() {}

    public static void removeAtExit(Path directory) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory)));
    }

    public static void remove(Path directory) {
        run("rm", "-rf", directory.toString());
    }

    /** Copies with owners and permissions, as PostgreSQL demands of its files. */
    public static void copy(Path from, Path to) {
        run("cp", "-a", from.toString(), to.toString());
    }

    public static void run(String... command) {
        if (!succeeds(command)) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
    }

    public static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
