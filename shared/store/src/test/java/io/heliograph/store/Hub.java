package io.heliograph.store;

import io.heliograph.store.access.AccessSchema;
import io.heliograph.store.acp.AcpSchema;
import io.heliograph.store.retain.RetainSchema;
import io.heliograph.store.rollups.RollupSchema;
import io.heliograph.store.work.WorkSchema;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A node's worth of database for tests: Vert.x, an open connection and the tables; waits for futures. */
public final class Hub implements AutoCloseable {
    public static final DatabaseConfig CONFIG =
            new DatabaseConfig("", 8, 64, Duration.ofSeconds(5), Duration.ofSeconds(10), false);

    public final Vertx vertx = Vertx.vertx();
    public final DatabaseAddress address;
    public final Database database;

    public Hub(DatabaseAddress address, DatabaseConfig config) {
        this.address = address;
        database = await(Database.open(vertx, address, config, "test"));
    }

    /** A hub on a new database without tables. */
    public static Hub bare() {
        return new Hub(TestServer.shared().create(""), CONFIG);
    }

    /** A hub on a new database with all tables. */
    public static Hub fresh() {
        Hub hub = bare();
        await(new Migrator(hub.database)
                .apply(List.of(
                        StoreSchema.MIGRATIONS,
                        AccessSchema.MIGRATIONS,
                        AcpSchema.MIGRATIONS,
                        RetainSchema.MIGRATIONS,
                        RollupSchema.MIGRATIONS,
                        WorkSchema.MIGRATIONS)));
        return hub;
    }

    public RowSet<Row> sql(String statement, Object... parameters) {
        return await(database.write(statement, Tuple.wrap(parameters)));
    }

    public long count(String from) {
        return sql("select count(*) from " + from).iterator().next().getLong(0);
    }

    /** The result; a failure is thrown as it is. */
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        await(database.close());
        await(vertx.close());
    }
}
