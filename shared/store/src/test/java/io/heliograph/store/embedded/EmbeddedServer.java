package io.heliograph.store.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The embedded PostgreSQL that the tests of one run share; it goes with the JVM, files and all. */
public final class EmbeddedServer {
    private static EmbeddedServer shared;

    private final Path directory;
    private final Path data;
    private EmbeddedPostgres postgres;

    private EmbeddedServer(Path directory) throws IOException {
        this.directory = directory;
        data = Servers.enterable(directory);
    }

    /** The server, started by whoever asks first. */
    public static synchronized EmbeddedServer shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    private static EmbeddedServer start() {
        try {
            EmbeddedServer server = new EmbeddedServer(Files.createTempDirectory("heliograph-postgres"));
            Runtime.getRuntime().addShutdownHook(new Thread(server::remove));
            server.up();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Coordinates coordinates() {
        return postgres.coordinates();
    }

    /** Starts it, on the port that it had before. */
    public void up() {
        postgres = EmbeddedPostgres.start(data, Servers.BINARIES);
    }

    /** Ends it as a power cut would: nobody is told. */
    public void down() throws IOException {
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        if (!Patience.until(Duration.ofSeconds(10), () -> !postgres.isRunning())) {
            throw new IllegalStateException("the server outlives its end: " + all);
        }
        postgres.stop();
    }

    /** Its postmaster, then every child. */
    public List<ProcessHandle> processes() throws IOException {
        ProcessHandle postmaster = Servers.process(data);
        return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    }

    /** Nobody wants its files any more, so it need not write them first. */
    private void remove() {
        try {
            if (postgres != null && postgres.isRunning()) {
                down();
            }
            OwnedFiles.deleteTree(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
