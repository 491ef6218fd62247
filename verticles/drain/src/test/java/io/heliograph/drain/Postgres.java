package io.heliograph.drain;

import static io.heliograph.drain.Drained.await;

import io.heliograph.store.Database;
import io.heliograph.store.DatabaseAddress;
import io.heliograph.store.DatabaseConfig;
import io.heliograph.store.Migrator;
import io.heliograph.store.StoreSchema;
import io.heliograph.store.embedded.Coordinates;
import io.heliograph.store.embedded.EmbeddedPostgres;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** One server for a test class, and in it one database with all tables, emptied before each test. */
final class Postgres {
    static final DatabaseConfig CONFIG =
            new DatabaseConfig("", 8, 64, Duration.ofSeconds(5), Duration.ofSeconds(10), false);

    private final Path data;
    private final EmbeddedPostgres server;

    private Postgres(Path data, EmbeddedPostgres server) {
        this.data = data;
        this.server = server;
    }

    static Postgres start() {
        try {
            Path target = Path.of("target").toAbsolutePath();
            Path data = Files.createTempDirectory(target, "postgres");
            return new Postgres(data, EmbeddedPostgres.start(data, target.resolve("postgres-binaries")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Coordinates empty() {
        Coordinates where = server.coordinates();
        Vertx vertx = Vertx.vertx();
        Database database = open(vertx, where, CONFIG);
        await(database.write("drop schema public cascade", Tuple.tuple()));
        await(database.write("create schema public", Tuple.tuple()));
        await(new Migrator(database).apply(List.of(StoreSchema.MIGRATIONS)));
        await(database.close());
        await(vertx.close());
        return where;
    }

    /** Stops the server and its children in their tracks, so that nothing is refused and nothing answered. */
    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    /** The postmaster first, so that it makes no more children; one that ended meanwhile is no trouble. */
    private void signal(String signal) {
        try {
            Path pid = data.resolve("postgres-18/cluster/postmaster.pid");
            ProcessHandle postmaster = ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(pid).get(0)))
                    .orElseThrow();
            for (ProcessHandle process : Stream.concat(Stream.of(postmaster), postmaster.descendants())
                    .toList()) {
                new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .start()
                        .waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Database open(Vertx vertx, Coordinates where, DatabaseConfig config) {
        DatabaseAddress address =
                DatabaseAddress.of(where.host(), where.port(), where.database(), where.user(), where.password());
        return await(Database.open(vertx, address, config, "test"));
    }

    void stop() {
        server.stop();
    }
}
