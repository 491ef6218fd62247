package io.heliograph.store;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes the pools, each with the session settings that its work wants. */
record Pools(Vertx vertx, DatabaseAddress address, DatabaseConfig config, String nodeName) {
    private static final Duration UPKEEP_STATEMENT = Duration.ofMinutes(10);
    private static final Duration UPKEEP_LOCK = Duration.ofMinutes(1);
    private static final int IDLE_MINUTES = 5;

    /**
     * Never writes. Plans every statement for the values at hand, and never gathers and sorts what an index gives in order:
     * filters that go together, as an agent and its types do, look rarer to the planner than they are. Equal times are
     * sorted as they are met, which is another kind of sort.
     */
    WatchedPool readers() {
        PgConnectOptions session = session(config.statementTimeout(), lockTimeout())
                .addProperty("default_transaction_read_only", "on")
                .addProperty("plan_cache_mode", "force_custom_plan")
                .addProperty("enable_bitmapscan", "off")
                .addProperty("enable_seqscan", "off")
                .addProperty("enable_sort", "off");
        return watched("readers", config.readers(), session, config.statementTimeout());
    }

    /** A transaction has several statements, of which hardly two take all their time. */
    WatchedPool writers() {
        PgConnectOptions session = session(config.statementTimeout(), lockTimeout());
        return watched(
                "writers", config.writers(), session, config.statementTimeout().multipliedBy(2));
    }

    /**
     * For messages between agents: each kind of statement is under way once. Planned once, since a plan costs as much as a
     * message, and never to read a table or an index as a whole: what one that fills and empties all the time holds no statistics tell.
     */
    WatchedPool mail() {
        PgConnectOptions session = session(config.statementTimeout(), lockTimeout())
                .addProperty("plan_cache_mode", "force_generic_plan")
                .addProperty("enable_seqscan", "off")
                .addProperty("enable_bitmapscan", "off");
        return watched("mail", config.mailers(), session, config.statementTimeout());
    }

    /** One connection on demand for migrations, which may take minutes and wait for another node's. */
    WatchedPool upkeep() {
        return watched("upkeep", 1, session(UPKEEP_STATEMENT, UPKEEP_LOCK), UPKEEP_STATEMENT);
    }

    /** Waits for a connection, for the work, and once more for as long as a connection may take for the answer. */
    private WatchedPool watched(String name, int size, PgConnectOptions session, Duration work) {
        Duration patience = config.connectTimeout().multipliedBy(2).plus(work);
        return new WatchedPool(() -> pool(name, size, session), patience);
    }

    private Duration lockTimeout() {
        return config.statementTimeout().dividedBy(2);
    }

    Pool pool(String name, int size, PgConnectOptions session) {
        PoolOptions limits = new PoolOptions()
                .setName("heliograph-" + name)
                .setMaxSize(size)
                .setMaxWaitQueueSize(config.waitQueue())
                // A thread of its own for what is written to and read from PostgreSQL, apart from the doors'.
                .setEventLoopSize(1)
                .setConnectionTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(IDLE_MINUTES)
                .setIdleTimeoutUnit(TimeUnit.MINUTES);
        return PgBuilder.pool().using(vertx).with(limits).connectingTo(session).build();
    }

    PgConnectOptions session(Duration statement, Duration lock) {
        return new PgConnectOptions()
                .setHost(address.host())
                .setPort(address.port())
                .setDatabase(address.database())
                .setUser(address.user())
                .setPassword(address.password())
                .setSslMode(address.sslMode())
                .setSslOptions(Tls.options(address))
                .setCachePreparedStatements(true)
                .addProperty("application_name", "heliograph " + nodeName)
                .addProperty("TimeZone", "UTC")
                .addProperty("client_min_messages", "warning")
                .addProperty("statement_timeout", Long.toString(statement.toMillis()))
                .addProperty("lock_timeout", Long.toString(lock.toMillis()))
                .addProperty("idle_in_transaction_session_timeout", Long.toString(statement.toMillis()));
    }
}
