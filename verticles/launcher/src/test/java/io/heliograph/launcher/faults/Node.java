package io.heliograph.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.launcher.system.Hubs;
import io.heliograph.launcher.system.Metrics;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.Sql;
import io.heliograph.testkit.ledger.Ledger;
import io.heliograph.testkit.ledger.Load;
import io.heliograph.testkit.ledger.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionTimeoutException;

/** A hub on a database of the test's, started again and again at the same address with the same data directory. */
final class Node implements AutoCloseable {
    /** So that a hub that has to wait tries again soon, and a busy machine does not keep it from starting. */
    private static final List<String> QUICK = List.of(
            "--set",
            "drain.longest-pause=200ms",
            "--set",
            "database.breaker-reset=300ms",
            "--set",
            "database.connect-timeout=30s");

    private static final int LOG_SHOWN = 4_000;

    private final Path directory;
    private final PostgresServer server;
    private final String database;
    private final String databaseUrl;
    private final List<String> options = new ArrayList<>(QUICK);
    private final String url;
    private List<String> java = List.of();
    private HubProcess hub;

    Node(Path directory, PostgresServer server, String... options) {
        this(directory, server, server.create(), server.port(), options);
    }

    /** A node that reaches its database through a port of somebody else. */
    Node(Path directory, PostgresServer server, String database, int databasePort, String... options) {
        this.directory = directory;
        this.server = server;
        this.database = database;
        this.databaseUrl = server.url(database, databasePort);
        this.options.addAll(Arrays.asList(options));
        int port = freePort();
        this.options.addAll(List.of("--port", Integer.toString(port)));
        url = "http://127.0.0.1:" + port;
    }

    /** Gives the hub's JVM other options. */
    Node withJava(String... javaOptions) {
        java = List.of(javaOptions);
        return this;
    }

    /** Begins a start, without waiting for its end. */
    Node launch() {
        directory.toFile().mkdirs();
        Map<String, String> environment = Map.of("HELIOGRAPH_DATABASE_URL", databaseUrl);
        hub = Hubs.run(directory, environment, java, options.toArray(String[]::new));
        return this;
    }

    Node start() {
        launch().hub.awaitUp();
        return this;
    }

    HubProcess process() {
        return hub;
    }

    String url() {
        return url;
    }

    Http http() {
        return new Http(url);
    }

    String database() {
        return database;
    }

    Load load(Ledger ledger) {
        return load(ledger, Load.Shape.STEADY);
    }

    Load load(Ledger ledger, Load.Shape shape) {
        return Load.start(this::url, ledger, shape);
    }

    /** Waits until so many more batches are acknowledged. */
    static void awaitMore(Ledger ledger, int batches) {
        awaitMore(ledger, batches, () -> false);
    }

    /** Waits until so many more batches are acknowledged, or something else happens. */
    static void awaitMore(Ledger ledger, int batches, BooleanSupplier or) {
        int until = ledger.acked() + batches;
        // At the pace of a steady load this is far more than it takes.
        await().atMost(Duration.ofSeconds(60 + batches / 10))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> ledger.acked() >= until || or.getAsBoolean());
    }

    /** Waits until the database has events of this node. */
    void awaitStored() {
        await().ignoreExceptions().until(() -> {
            try (Sql session = server.open(database)) {
                return session.number("select max(stored) from journal_cursor") > 0;
            }
        });
    }

    /** Waits until everything that the journal holds has reached the database; if it does not, says how the hub stands. */
    Node awaitDrained(Duration patience) {
        try {
            await().atMost(patience)
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreExceptions()
                    .until(() -> pending() == 0);
        } catch (ConditionTimeoutException e) {
            String log = process().text();
            throw new AssertionError(
                    "%d events wait still; %s; the hub said last:\n%s"
                            .formatted(
                                    pending(),
                                    http().get("/health/ready").body(),
                                    log.substring(Math.max(0, log.length() - LOG_SHOWN))),
                    e);
        }
        return this;
    }

    /** How far the cursor in the database is behind the end of the journal. */
    long pending() {
        try (Sql session = server.open(database)) {
            return Metrics.of(http()).journalEnd() - session.number("select max(applied) from journal_cursor");
        }
    }

    /** Once everything is drained: nothing lost, doubled, invented, torn, or set aside. */
    Verdict awaitClean(Ledger ledger) {
        return awaitClean(ledger, Duration.ofSeconds(60));
    }

    Verdict awaitClean(Ledger ledger, Duration patience) {
        awaitDrained(patience);
        try (Sql session = server.open(database)) {
            Verdict verdict = ledger.judge(session);
            assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
            assertThat(session.number("select count(*) from dead_letter"))
                    .as("set aside")
                    .isZero();
            return verdict;
        }
    }

    /** As the hub counts them, which it does without the database. */
    long pendingByMetrics() {
        return Metrics.of(http()).events("pending");
    }

    long journalBytes() {
        return Metrics.of(http()).journalBytes();
    }

    @Override
    public void close() {
        if (hub != null) {
            hub.close();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
