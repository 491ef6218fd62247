package io.heliograph.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.testkit.Sql;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Proxy;
import io.heliograph.testkit.faults.Rounds;
import io.heliograph.testkit.faults.Weather.Cut;
import io.heliograph.testkit.faults.Weather.Way;
import io.heliograph.testkit.ledger.Ledger;
import io.heliograph.testkit.ledger.Load;
import io.heliograph.testkit.ledger.Load.Shape;
import io.heliograph.testkit.ledger.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the line between hub and PostgreSQL can do. */
@Tag("fault")
class ConnectionFaultsIT {
    /** Around the one moment at which nobody can know whether the transaction took place. */
    private static final List<Cut> CUTS = List.of(
            new Cut(Way.TO_SERVER, "COMMIT", false),
            new Cut(Way.TO_SERVER, "COMMIT", true),
            new Cut(Way.TO_CLIENT, "COMMIT", false),
            new Cut(Way.TO_CLIENT, "COMMIT", true));

    @TempDir
    Path directory;

    private PostgresServer server;
    private Proxy line;
    private String database;

    @BeforeEach
    void start() {
        server = PostgresServer.shared();
        line = Proxy.to("127.0.0.1", server.port());
        database = server.create();
    }

    @AfterEach
    void stop() {
        line.close();
    }

    /** P6. */
    @Test
    void connectionsThatAreCutAroundTheCommit() {
        int cuts = Rounds.of("commits-cut", 24, 1000);
        Ledger ledger = new Ledger("cut", 50, 300);
        try (Node node = new Node(directory, server, database, line.port()).start()) {
            try (Load load = node.load(ledger)) {
                for (int cut = 0; cut < cuts; cut++) {
                    int before = line.weather().cuts();
                    line.weather().cutOnce(CUTS.get(cut % CUTS.size()));
                    await().atMost(Duration.ofSeconds(30))
                            .pollInterval(Duration.ofMillis(2))
                            .until(() -> line.weather().cuts() > before);
                }
                assertThat(load.surprises()).isEmpty();
            }
            Verdict verdict = node.awaitClean(ledger);
            Outcome.of("P6", "%d cuts at COMMIT, before and after it and its answer: %s", cuts, verdict);
            assertThat(verdict.unknown()).isZero();
        }
    }

    /** P7: 200 ms for each turn and 1 Mbit/s, a tenth of what the senders send. */
    @Test
    void aSlowLine() {
        Soak.only();
        int batches = Rounds.of("slow-line-batches", 100, 3000);
        Ledger ledger = new Ledger("slow", 100, 300);
        try (Node node = new Node(directory, server, database, line.port()).start();
                Sql session = server.open(database)) {
            Load load = node.load(ledger, new Shape(4, Duration.ofMillis(80), Duration.ofSeconds(10), 1000));
            try (load) {
                Node.awaitMore(ledger, 5);
                line.weather().latency(Duration.ofMillis(100));
                line.weather().bandwidth(125_000);
                long before = session.number("select sum(stored + duplicates) from journal_cursor");
                Node.awaitMore(ledger, batches);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> session.number("select sum(stored + duplicates) from journal_cursor") > before);
                Outcome.of("P7", "%d events waiting behind the slow line", node.pendingByMetrics());
            }
            line.weather().latency(Duration.ZERO);
            line.weather().bandwidth(Long.MAX_VALUE);
            Verdict verdict = node.awaitClean(ledger);
            Outcome.of("P7", "p99 %d ms: %s", load.slowestOfAHundred().toMillis(), verdict);
            assertThat(load.surprises()).isEmpty();
            assertThat(verdict.unknown()).isZero();
        }
    }
}
