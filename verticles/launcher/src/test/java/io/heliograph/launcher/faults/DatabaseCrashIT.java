package io.heliograph.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.testkit.Sql;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import io.heliograph.testkit.faults.Seed;
import io.heliograph.testkit.ledger.Ledger;
import io.heliograph.testkit.ledger.Load;
import io.heliograph.testkit.ledger.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that takes back what it committed, and one whose disk is full. */
@Tag("fault")
class DatabaseCrashIT {
    private static final int SPARE_KILLS = 10;

    private final Random random = new Random(Seed.of("DatabaseCrashIT"));

    @TempDir
    Path directory;

    /** P4: with synchronous_commit off a crash takes back the last commits: cursor, rows, and the names in them alike. */
    @Test
    void commitsThatTheServerTakesBackAreWrittenAgain() {
        int kills = Rounds.of("commits-taken-back", 1, 200);
        Ledger ledger = new Ledger("taken", 100, 300);
        int wentBack = 0;
        try (PostgresServer server = PostgresServer.ofItsOwn()) {
            server.set("synchronous_commit", "off");
            server.set("fsync", "off");
            server.set("wal_writer_delay", "10s");
            server.set("wal_writer_flush_after", "1GB");
            String[] unsafe = {"--set", "database.allow-unsafe=true", "--set", "journal.segment-size=1MiB"};
            try (Node node = new Node(directory, server, unsafe).start()) {
                try (Load load = node.load(ledger)) {
                    Node.awaitMore(ledger, 5);
                    node.awaitStored();
                    keepTables(server);
                    // The server may have written its log a moment before a kill; then another one is needed.
                    for (int kill = 0; kill < kills || wentBack == 0 && kill < kills + SPARE_KILLS; kill++) {
                        long kept = settled(server, node);
                        Node.awaitMore(ledger, 5 + random.nextInt(30));
                        await().atMost(Duration.ofSeconds(60)).until(() -> settled(server, node) > kept);
                        long before = settled(server, node);
                        server.kill();
                        server.start();
                        long after = settled(server, node);
                        wentBack += after < before ? 1 : 0;
                        await().atMost(Duration.ofSeconds(60)).until(() -> settled(server, node) > before);
                    }
                    assertThat(load.surprises()).isEmpty();
                }
                // Of what was written between two kills most was taken back, so that very much may wait by now.
                long waiting = node.pending();
                Verdict verdict = node.awaitClean(ledger, Duration.ofMinutes(10));
                Outcome.of(
                        "P4",
                        "%d kills, the cursor went back in %d, %d events waited behind them: %s",
                        kills,
                        wentBack,
                        waiting,
                        verdict);
                assertThat(wentBack).isPositive();
                assertThat(verdict.unknown()).isZero();
            }
        }
    }

    /** They were made with the same setting; a hub whose server takes them back too has nothing to go on with. */
    private static void keepTables(PostgresServer server) {
        try (Sql session = server.open("postgres")) {
            session.run("checkpoint");
        }
    }

    /** P8: SQLSTATE 53100, or a server that ends because it cannot write its log. */
    @Test
    void aServerWhoseDiskIsFull() {
        Soak.only();
        int times = Rounds.of("server-disk-full", 1, 20);
        Ledger ledger = new Ledger("full", 100, 300);
        SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), "480m");
        try (disk;
                PostgresServer server = PostgresServer.in(disk.directory().resolve("server"))) {
            try (Node node = new Node(directory.resolve("hub"), server).start()) {
                for (int time = 0; time < times; time++) {
                    try (Load load = node.load(ledger)) {
                        Node.awaitMore(ledger, 20);
                        disk.fill();
                        await().atMost(Duration.ofSeconds(60)).until(() -> ready(node) == 503);
                        Node.awaitMore(ledger, 50);
                        disk.free();
                        if (!server.isRunning()) {
                            server.start();
                        }
                        await().atMost(Duration.ofSeconds(60)).until(() -> ready(node) == 200);
                        assertThat(load.surprises()).isEmpty();
                    }
                    node.awaitDrained(Duration.ofSeconds(60));
                }
                Outcome.of("P8", "%d times full: %s", times, node.awaitClean(ledger));
            }
        }
    }

    private static int ready(Node node) {
        return node.http().get("/health/ready").status();
    }

    private static long settled(PostgresServer server, Node node) {
        try (Sql session = server.open(node.database())) {
            return session.number("select max(stored + duplicates) from journal_cursor");
        }
    }
}
