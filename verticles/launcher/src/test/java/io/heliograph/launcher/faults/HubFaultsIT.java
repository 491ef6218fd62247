package io.heliograph.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.launcher.system.Hubs;
import io.heliograph.launcher.system.Scratch;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.Sql;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import io.heliograph.testkit.faults.Signals;
import io.heliograph.testkit.ledger.Ledger;
import io.heliograph.testkit.ledger.Load;
import io.heliograph.testkit.ledger.Load.Shape;
import io.heliograph.testkit.ledger.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the hub's own process, and to its directory. */
@Tag("fault")
class HubFaultsIT {
    @TempDir
    Path directory;

    private final PostgresServer server = PostgresServer.shared();

    /** J20: frozen for longer than its senders wait; what it took before it froze comes again. */
    @Test
    void aHubThatIsFrozen() {
        int times = Rounds.of("hub-frozen", 2, 50);
        Ledger ledger = new Ledger("frozen", 100, 300);
        try (Node node = new Node(directory, server).start()) {
            Shape hasty = new Shape(8, Duration.ofMillis(100), Duration.ofMillis(300), 1000);
            try (Load load = node.load(ledger, hasty)) {
                for (int time = 0; time < times; time++) {
                    Node.awaitMore(ledger, 20);
                    Signals.freeze(node.process().handle());
                    load.awaitUnanswered(16);
                    Signals.thaw(node.process().handle());
                }
                Node.awaitMore(ledger, 20);
            }
            Verdict verdict = node.awaitClean(ledger);
            Outcome.of("J20", "%d times frozen: %s", times, verdict);
        }
    }

    /** J19: more at once than the heap holds. */
    @Test
    void aHubThatRunsOutOfMemory() {
        Soak.only();
        int times = Rounds.of("out-of-memory", 1, 50);
        Ledger ledger = new Ledger("memory", 100, 300);
        Ledger large = new Ledger("large", 5_000, 700);
        int ended = 0;
        try (Node node = new Node(directory, server).withJava("-Xmx64m").start()) {
            Shape greedy = new Shape(24, Duration.ofMillis(1), Duration.ofSeconds(10), 1);
            for (int time = 0; time < times; time++) {
                try (Load load = node.load(ledger)) {
                    Node.awaitMore(ledger, 20);
                    try (Load more = node.load(large, greedy)) {
                        Node.awaitMore(large, 50, () -> !node.process().isAlive());
                        assertThat(more.surprises()).isEmpty();
                    }
                    if (!node.process().isAlive()) {
                        assertThat(node.process().exitCode()).isEqualTo(3);
                        ended++;
                        node.start();
                    }
                    assertThat(load.surprises()).isEmpty();
                }
            }
            Outcome.of(
                    "J19",
                    "%d rounds with a heap of 64 MiB, %d ended by it: %s; the large: %s",
                    times,
                    ended,
                    node.awaitClean(ledger, Duration.ofMinutes(5)),
                    node.awaitClean(large));
        }
    }

    /** J16. */
    @Test
    void aSecondHubOnTheSameDirectory() {
        Soak.only();
        int times = Rounds.of("second-hub", 1, 100);
        try (Node node = new Node(directory, server).start()) {
            for (int time = 0; time < times; time++) {
                Hubs.refused(
                        new Node(directory, server, node.database(), server.port())
                                .launch()
                                .process(),
                        "in use by another hub (process " + node.process().pid() + ")");
            }
            Outcome.of("J16", "%d refused", times);
            assertThat(node.http().get("/health/ready").status()).isEqualTo(200);
        }
    }

    /** P14: two hubs with copies of one journal; the one that came later drains it. */
    @Test
    void aCopyOfAHubFencesTheFirst() throws IOException {
        Ledger ledger = new Ledger("copied", 100, 300);
        Path copy = Files.createDirectory(directory.resolve("copy"));
        try (Node first = new Node(directory.resolve("first"), server).start()) {
            try (Load load = first.load(ledger)) {
                Node.awaitMore(ledger, 20);
                assertThat(load.surprises()).isEmpty();
            }
            first.awaitDrained(Duration.ofSeconds(30));
            Scratch.copy(directory.resolve("first/data"), copy);
            try (Node second = new Node(copy, server, first.database(), server.port()).start()) {
                first.http().post("/events", "{\"type\":\"late\"}");
                await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                    Answer ready = first.http().get("/health/ready");
                    assertThat(ready.status()).isEqualTo(503);
                    assertThat(ready.body()).contains("another process drains a copy");
                });
                try (Load load = second.load(ledger)) {
                    Node.awaitMore(ledger, 20);
                    assertThat(load.surprises()).isEmpty();
                }
                Outcome.of("P14", "the first stopped draining: %s", second.awaitClean(ledger));
            }
        }
    }

    /** J18: what the database held is gone, and so is what the journal gave back; the rest is stored again, once. */
    @Test
    void aDatabaseThatIsRestoredToAnEarlierPoint() throws IOException {
        Soak.only();
        Path kept = Files.createDirectory(directory.resolve("kept"));
        Ledger before = new Ledger("before", 500, 300);
        Ledger gone = new Ledger("gone", 500, 300);
        Ledger behind = new Ledger("behind", 500, 300);
        try (PostgresServer own = PostgresServer.ofItsOwn();
                Node node = new Node(directory.resolve("hub"), own, "--set", "journal.segment-size=1MiB")) {
            node.start();
            send(node, before, 20);
            node.awaitClean(before);
            own.stop();
            own.copyTo(kept);
            own.start();
            send(node, gone, 20);
            node.awaitDrained(Duration.ofSeconds(60));
            await().atMost(Duration.ofSeconds(30)).until(() -> node.journalBytes() < 2 << 20);
            send(node, behind, 10);
            node.awaitDrained(Duration.ofSeconds(60));
            node.process().kill();
            own.stop();
            own.goBackTo(kept);
            own.start();
            node.start();
            node.awaitDrained(Duration.ofSeconds(60));
            expectAGapThatTheCursorTells(node, own, before, gone, behind);
            assertThat(node.process().text())
                    .containsPattern("positions \\d+ to \\d+ \\(\\d+ events\\) are neither in the journal nor stored");
        }
    }

    private static void expectAGapThatTheCursorTells(
            Node node, PostgresServer own, Ledger before, Ledger gone, Ledger behind) {
        try (Sql session = own.open(node.database())) {
            Verdict missing = gone.judge(session);
            assertThat(before.judge(session).isClean()).isTrue();
            assertThat(behind.judge(session).isClean()).isTrue();
            assertThat(missing.duplicates() + missing.ghosts()).isZero();
            assertThat(session.number("select applied - stored - duplicates - set_aside from journal_cursor"))
                    .isEqualTo(missing.lost())
                    .isPositive();
            Outcome.of("J18", "what the journal had given back: %s; the rest: %s", missing, behind.judge(session));
        }
    }

    private static void send(Node node, Ledger ledger, int batches) {
        try (Load load = node.load(ledger)) {
            Node.awaitMore(ledger, batches);
            assertThat(load.surprises()).isEmpty();
        }
    }
}
