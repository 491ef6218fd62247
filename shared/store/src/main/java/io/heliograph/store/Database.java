package io.heliograph.store;

import io.heliograph.contracts.problems.CannotStart;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The way to PostgreSQL. Whatever is asked while it is away fails with Refused DATABASE_UNAVAILABLE, at once while the
 * {@link Breaker} is open, and with NO_ANSWER when a statement takes too long; anything else is the failure that
 * PostgreSQL gave.
 */
public final class Database {
    private static final String WHO = "select current_setting('server_version'), now()";

    /** Until the pool has seen the connection close that the server has just ended, and no longer hands it out. */
    private static final long PAUSE_MILLIS = 50;

    private final Vertx vertx;
    private final WatchedPool readers;
    private final WatchedPool writers;
    private final WatchedPool mail;
    private final WatchedPool upkeep;
    private final Breaker breaker;

    private Database(Pools pools) {
        vertx = pools.vertx();
        readers = pools.readers();
        writers = pools.writers();
        mail = pools.mail();
        upkeep = pools.upkeep();
        breaker = new Breaker(pools.config().breaker(), System::nanoTime);
    }

    /** Connects and checks the server; fails with {@link CannotStart} when it cannot be worked with. */
    public static Future<Database> open(Vertx vertx, DatabaseAddress address, DatabaseConfig config, String nodeName) {
        return open(vertx, address, config, nodeName, Duration.ZERO);
    }

    /** The same by a hub that starts, which waits a while for a server that is away. */
    public static Future<Database> openPatiently(
            Vertx vertx, DatabaseAddress address, DatabaseConfig config, String nodeName) {
        return open(vertx, address, config, nodeName, config.startTimeout());
    }

    private static Future<Database> open(
            Vertx vertx, DatabaseAddress address, DatabaseConfig config, String nodeName, Duration patience) {
        Database database = new Database(new Pools(vertx, address, config, nodeName));
        return new ServerCheck(address, config.allowUnsafe())
                .run(vertx, database.writers, patience)
                .map(database)
                // Not waited for: a server that is frozen never lets go of a connection that is being made.
                .onFailure(failure -> database.close());
    }

    /** Which PostgreSQL this is, and what time it is there. */
    public record Server(String version, Instant now) {}

    /** What keeps this node from a server that is away; schema upkeep alone goes past it. */
    public Breaker breaker() {
        return breaker;
    }

    /** Asks the server who it is; the smallest question that shows that it answers. */
    public Future<Server> server() {
        return read(WHO, Tuple.tuple()).map(rows -> {
            Row row = rows.iterator().next();
            return new Server(row.getString(0), row.getOffsetDateTime(1).toInstant());
        });
    }

    /** Runs a statement that changes nothing; it is put a second time when its connection went away under it. */
    public Future<RowSet<Row>> read(String sql, Tuple parameters) {
        return breaker.run(() -> one(readers, sql, parameters)
                        .recover(failure -> Outage.isClosed(failure)
                                ? vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                                        .compose(paused -> one(readers, sql, parameters))
                                : Future.failedFuture(failure)))
                .recover(Outage::refuse);
    }

    /** Runs one statement that stands for itself. When the connection is lost, whether it took effect is unknown. */
    public Future<RowSet<Row>> write(String sql, Tuple parameters) {
        return breaker.run(() -> one(writers, sql, parameters)).recover(Outage::refuse);
    }

    /** The same for messages between agents, which do not wait for whatever else is written. */
    public Future<RowSet<Row>> mail(String sql, Tuple parameters) {
        return breaker.run(() -> one(mail, sql, parameters)).recover(Outage::refuse);
    }

    /** Runs several statements as one. When the connection is lost, whether they took effect is unknown. */
    public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
        return breaker.run(() -> writers.run(pool -> pool.withTransaction(work)))
                .recover(Outage::refuse);
    }

    /** The same with patience: minutes instead of seconds, one at a time, for changes to the schema. */
    public <T> Future<T> upkeep(Function<SqlConnection, Future<T>> work) {
        return upkeep.run(pool -> pool.withTransaction(work)).recover(Outage::refuse);
    }

    public Future<Void> close() {
        return Future.join(readers.close(), writers.close(), mail.close(), upkeep.close())
                .mapEmpty();
    }

    private static Future<RowSet<Row>> one(WatchedPool pool, String sql, Tuple parameters) {
        return pool.run(connections -> connections.preparedQuery(sql).execute(parameters));
    }
}
