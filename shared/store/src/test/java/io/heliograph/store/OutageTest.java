package io.heliograph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.store.embedded.EmbeddedServer;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server that dies, comes back and freezes under a running node. */
class OutageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static EmbeddedServer postgres;
    private static DatabaseAddress address;

    @BeforeAll
    static void start() {
        postgres = EmbeddedServer.shared();
        address = TestServer.address(postgres.coordinates());
    }

    @Test
    void aStoppedServerIsUnavailableAndABackOneIsUsedAtOnce() throws IOException {
        try (Hub hub = new Hub(address, Hub.CONFIG)) {
            Hub.await(hub.database.read("select 1", Tuple.tuple()));
            postgres.down();
            assertThatThrownBy(() -> Hub.await(hub.database.read("select 1", Tuple.tuple())))
                    .satisfies(DatabaseTest::isUnavailable);
            assertThatThrownBy(() -> hub.sql("select 1")).satisfies(DatabaseTest::isUnavailable);
            postgres.up();
            assertThat(Hub.await(hub.database.read("select 1", Tuple.tuple())).size())
                    .isEqualTo(1);
        }
    }

    @Test
    void aReadWhoseConnectionIsLostIsPutAgain() {
        try (Hub hub = new Hub(address, Hub.CONFIG)) {
            Future<?> reading = hub.database.read("select pg_sleep(1)", Tuple.tuple());
            endWhatSleeps(hub);
            Hub.await(reading);
        }
    }

    @Test
    void aTransactionWhoseConnectionIsLostFailsAndIsNotPutAgain() {
        try (Hub hub = new Hub(address, Hub.CONFIG)) {
            Future<?> writing = hub.database.transaction(
                    connection -> connection.query("select pg_sleep(20)").execute());
            endWhatSleeps(hub);
            assertThatThrownBy(() -> Hub.await(writing)).satisfies(DatabaseTest::isUnavailable);
        }
    }

    @Test
    void aFrozenServerIsGivenUpAndAskedOnNewConnectionsAfterwards() throws Exception {
        try (Hub hub = new Hub(address, Hub.CONFIG)) {
            Pools pools = new Pools(hub.vertx, hub.address, Hub.CONFIG, "test");
            WatchedPool pool =
                    new WatchedPool(() -> pools.pool("test", 1, pools.session(PATIENCE, PATIENCE)), PATIENCE);
            Hub.await(pool.run(connections -> connections.query("select 1").execute()));
            signal("-STOP");
            try {
                Future<?> hung =
                        pool.run(connections -> connections.query("select 1").execute());
                assertThatThrownBy(() -> Hub.await(hung)).hasCauseInstanceOf(TimeoutException.class);
                assertThat(Outage.translate(hung.cause())).satisfies(DatabaseTest::isUnavailable);
            } finally {
                signal("-CONT");
            }
            Hub.await(pool.run(connections -> connections.query("select 1").execute()));
            Hub.await(pool.close());
        }
    }

    private static void endWhatSleeps(Hub hub) {
        int ended = 0;
        while (ended == 0) {
            ended = hub.sql("""
                            select pg_terminate_backend(pid, 5000) from pg_stat_activity
                             where query like 'select pg_sleep%' and pid <> pg_backend_pid()""").size();
        }
    }

    /** The postmaster is asked first; a child of its that ended meanwhile is no trouble. */
    private static void signal(String signal) throws IOException, InterruptedException {
        for (ProcessHandle process : postgres.processes()) {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }
    }
}
