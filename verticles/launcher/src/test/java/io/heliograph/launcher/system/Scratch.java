package io.heliograph.launcher.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Directories that live as long as the run of the tests. */
public final class Scratch {
    private Scratch() {}

    public static void removeAtExit(Path directory) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> run("rm", "-rf", directory.toString())));
    }

    /** Copies with owners and permissions, as PostgreSQL demands of its files. */
    static void copy(Path from, Path to) {
        run("cp", "-a", from.toString(), to.toString());
    }

    private static void run(String... command) {
        try {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
