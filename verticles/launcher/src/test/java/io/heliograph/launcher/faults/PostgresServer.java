package io.heliograph.launcher.faults;

import static org.awaitility.Awaitility.await;

import io.heliograph.launcher.system.FreshDatabase;
import io.heliograph.launcher.system.Scratch;
import io.heliograph.store.embedded.Coordinates;
import io.heliograph.store.embedded.EmbeddedPostgres;
import io.heliograph.testkit.Sql;
import io.heliograph.testkit.faults.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL of the test's own that outlives the hubs on it: to be stopped, killed, frozen and asked. */
final class PostgresServer implements AutoCloseable {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static PostgresServer shared;

    private final Path directory;
    private EmbeddedPostgres server;

    private PostgresServer(Path directory) {
        this.directory = directory;
        FreshDatabase.into(directory);
        start();
    }

    /** The server that the test classes share, one after the other. */
    static synchronized PostgresServer shared() {
        if (shared == null) {
            shared = ofItsOwn();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    /** A server for one test, which may set it up as it likes. */
    static PostgresServer ofItsOwn() {
        try {
            return new PostgresServer(Files.createTempDirectory("heliograph-fault-server"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that keeps its files in the directory. */
    static PostgresServer in(Path directory) {
        return new PostgresServer(directory);
    }

    /** Makes an empty database and gives its name. */
    String create() {
        String name = "fault_" + DATABASES.incrementAndGet();
        try (Sql session = open("postgres")) {
            session.run("create database " + name);
        }
        return name;
    }

    void drop(String database) {
        try (Sql session = open("postgres")) {
            session.run("drop database " + database + " with (force)");
        }
    }

    /** What a hub calls the database, reached through the port. */
    String url(String database, int port) {
        Coordinates at = server.coordinates();
        return "postgresql://%s:%s@127.0.0.1:%d/%s".formatted(at.user(), at.password(), port, database);
    }

    int port() {
        return server.coordinates().port();
    }

    Sql open(String database) {
        Coordinates at = server.coordinates();
        try {
            return Sql.connect(at.host(), at.port(), database, at.user(), at.password());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes a setting of the server for good. */
    void set(String setting, String value) {
        try (Sql session = open("postgres")) {
            session.run("alter system set %s = '%s'".formatted(setting, value), "select pg_reload_conf()");
        }
    }

    void reset(String setting) {
        try (Sql session = open("postgres")) {
            session.run("alter system reset " + setting, "select pg_reload_conf()");
        }
    }

    /** As its operator stops it: transactions under way are rolled back. */
    void stop() {
        server.stop();
    }

    /** On the port that it had. */
    void start() {
        if (server != null) {
            server.stop();
        }
        server = EmbeddedPostgres.start(directory);
    }

    /** kill -9 for the server and everything that belongs to it, at once. */
    void kill() {
        Signals.kill(Signals.family(postmaster()));
    }

    /** kill -9 for all processes but the first, which starts them again; waits until it lets clients in. */
    void killBackends() {
        postmaster().children().forEach(ProcessHandle::destroyForcibly);
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            try (Sql session = open("postgres")) {
                return session.number("select 1") == 1;
            }
        });
    }

    /** Nothing of it runs any more until {@link #thaw}, and nobody is told. */
    void freeze() {
        Signals.family(postmaster()).forEach(Signals::freeze);
    }

    void thaw() {
        Signals.family(postmaster()).forEach(Signals::thaw);
    }

    private ProcessHandle postmaster() {
        try {
            Path file = directory.resolve("postgres-18/cluster/postmaster.pid");
            return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0)))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it runs; one that has found its disk full may have ended itself. */
    boolean isRunning() {
        return server.isRunning();
    }

    /** Keeps its files, as they are now, in another directory; it must not run. */
    void copyTo(Path other) {
        Scratch.copy(directory.resolve("postgres-18"), other);
    }

    /** Goes back to files that were kept; it must not run. */
    void goBackTo(Path other) {
        Scratch.remove(directory.resolve("postgres-18"));
        Scratch.copy(other.resolve("postgres-18"), directory);
    }

    @Override
    public void close() {
        server.stop();
        Scratch.remove(directory);
    }
}
