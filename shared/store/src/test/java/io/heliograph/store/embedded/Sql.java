package io.heliograph.store.embedded;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.concurrent.TimeUnit;

/** One statement at a time, each over a connection of its own; the answer is the first value as text. */
final class Sql {
    private final Vertx vertx;

    Sql(Vertx vertx) {
        this.vertx = vertx;
    }

    String run(Coordinates at, String statement) throws Exception {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(at.host())
                .setPort(at.port())
                .setDatabase(at.database())
                .setUser(at.user())
                .setPassword(at.password());
        return PgConnection.connect(vertx, options)
                .compose(connection -> connection
                        .query(statement)
                        .execute()
                        .map(Sql::firstValue)
                        .eventually(connection::close))
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static String firstValue(RowSet<Row> rows) {
        return rows.size() == 0 ? "" : String.valueOf(rows.iterator().next().getValue(0));
    }
}
