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

/** One server for a test class, and in it one database with all tables, emptied before each test. */
final class Postgres {
    private static final DatabaseConfig CONFIG =
            new DatabaseConfig("", 8, 64, Duration.ofSeconds(5), Duration.ofSeconds(10), false);

    private final EmbeddedPostgres server;

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
    }

    static Postgres start() {
        try {
            Path target = Path.of("target").toAbsolutePath();
            return new Postgres(EmbeddedPostgres.start(
                    Files.createTempDirectory(target, "postgres"), target.resolve("postgres-binaries")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Coordinates empty() {
        Coordinates where = server.coordinates();
        Vertx vertx = Vertx.vertx();
        Database database = open(vertx, where);
        await(database.write("drop schema public cascade", Tuple.tuple()));
        await(database.write("create schema public", Tuple.tuple()));
        await(new Migrator(database).apply(List.of(StoreSchema.MIGRATIONS)));
        await(database.close());
        await(vertx.close());
        return where;
    }

    static Database open(Vertx vertx, Coordinates where) {
        DatabaseAddress address =
                DatabaseAddress.of(where.host(), where.port(), where.database(), where.user(), where.password());
        return await(Database.open(vertx, address, CONFIG, "test"));
    }

    void stop() {
        server.stop();
    }
}
