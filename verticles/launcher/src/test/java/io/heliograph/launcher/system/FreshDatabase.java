package io.heliograph.launcher.system;

import io.heliograph.store.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of an embedded PostgreSQL without data: made once for a run of the tests, then copied. */
final class FreshDatabase {
    private static Path made;

    private FreshDatabase() {}

    /** Puts a database into a data directory that has none. */
    static synchronized void into(Path data) {
        try {
            if (made == null) {
                made = make();
            }
            Files.createDirectories(data);
            copy(made.resolve("postgres-18"), data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path make() throws IOException {
        Path data = Files.createTempDirectory("heliograph-fresh-database");
        EmbeddedPostgres.start(data).stop();
        // Servers that run side by side must not all begin with the port of this one.
        Files.delete(data.resolve("postgres-18").resolve("port"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(data)));
        return data;
    }

    /** With cp, which keeps owners and permissions, as PostgreSQL demands. */
    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        Process cp = new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                .inheritIO()
                .start();
        if (cp.waitFor() != 0) {
            throw new IOException("cp could not copy " + from + " to " + to);
        }
    }

    private static void remove(Path directory) {
        try {
            new ProcessBuilder("rm", "-rf", directory.toString()).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
