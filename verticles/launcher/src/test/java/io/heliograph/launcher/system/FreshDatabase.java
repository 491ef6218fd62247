package io.heliograph.launcher.system;

import io.heliograph.store.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of an embedded PostgreSQL without data: made once for a run of the tests, then copied. */
public final class FreshDatabase {
    private static Path made;

    private FreshDatabase() {}

    /** Puts a database into a data directory that has none. */
    public static synchronized void into(Path data) {
        try {
            if (made == null) {
                made = make();
            }
            Files.createDirectories(data);
            Scratch.copy(made.resolve("postgres-18"), data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path make() throws IOException {
        Path data = Files.createTempDirectory("heliograph-fresh-database");
        Scratch.removeAtExit(data);
        EmbeddedPostgres.start(data).stop();
        // Servers that run side by side must not all begin with the port of this one.
        Files.delete(data.resolve("postgres-18").resolve("port"));
        return data;
    }
}
