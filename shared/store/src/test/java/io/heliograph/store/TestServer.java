package io.heliograph.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heliograph.store.embedded.Coordinates;
import io.heliograph.store.embedded.EmbeddedServer;
import io.heliograph.testkit.DebianPostgres;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.util.concurrent.atomic.AtomicInteger;

/** The PostgreSQL that the tests use: the embedded one, or Debian's with {@code -Dstore.test.server=debian}. */
final class TestServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final String MISSING =
            "skipped: no PostgreSQL under /usr/lib/postgresql (Debian's package postgresql)";

    private static TestServer shared;
    private static boolean toldMissing;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setUseDaemonThread(true));
    private final DatabaseAddress first;

    private TestServer(DatabaseAddress first) {
        this.first = first;
    }

    /** The server that all test classes share, one after the other; skips the test where Debian's is asked for and missing. */
    static synchronized TestServer shared() {
        if (shared == null) {
            boolean debian = System.getProperty("store.test.server", "embedded").equals("debian");
            shared = new TestServer(
                    debian ? debian() : address(EmbeddedServer.shared().coordinates()));
        }
        return shared;
    }

    static DatabaseAddress address(Coordinates at) {
        return DatabaseAddress.of(at.host(), at.port(), at.database(), at.user(), at.password());
    }

    private static DatabaseAddress debian() {
        if (!DebianPostgres.isInstalled() && !toldMissing) {
            toldMissing = true;
            System.out.println(MISSING);
        }
        assumeTrue(DebianPostgres.isInstalled(), MISSING);
        DebianPostgres postgres = DebianPostgres.start();
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
        return DatabaseAddress.parse(postgres.url("postgres", DebianPostgres.PASSWORD));
    }

    /** The database that every cluster has. */
    DatabaseAddress first() {
        return first;
    }

    /** A new, empty database. */
    DatabaseAddress create(String more) {
        String name = "test_" + DATABASES.incrementAndGet();
        sql("create database " + name + " " + more);
        return DatabaseAddress.of(first.host(), first.port(), name, first.user(), first.password());
    }

    /** Runs a statement as the owner of the cluster would. */
    void sql(String statement) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(first.host())
                .setPort(first.port())
                .setDatabase(first.database())
                .setUser(first.user())
                .setPassword(first.password());
        Hub.await(PgConnection.connect(vertx, options)
                .compose(connection -> connection.query(statement).execute().eventually(connection::close)));
    }
}
