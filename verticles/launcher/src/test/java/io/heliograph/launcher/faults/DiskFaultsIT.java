package io.heliograph.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heliograph.launcher.system.Hubs;
import io.heliograph.launcher.system.Metrics;
import io.heliograph.launcher.system.Scratch;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.Sql;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import io.heliograph.testkit.ledger.Ledger;
import io.heliograph.testkit.ledger.Load;
import io.heliograph.testkit.ledger.Load.Shape;
import io.heliograph.testkit.ledger.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the disk under the journal of a running hub can do. */
@Tag("fault")
class DiskFaultsIT {
    private static final String EVENT = "{\"type\":\"one\"}";

    @TempDir
    Path directory;

    private final PostgresServer server = PostgresServer.shared();

    /** J10. */
    @Test
    void aFullDiskIsAnsweredWith503UntilThereIsRoomAgain() {
        int cycles = Rounds.of("disk-full", 2, 100);
        Ledger ledger = new Ledger("disk", 100, 300);
        Duration slowest = Duration.ZERO;
        String[] small = {"--set", "journal.min-free-space=0B", "--set", "journal.segment-size=4MiB"};
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), "64m");
                Node node = new Node(disk.directory(), server, small).start()) {
            Shape patient = new Shape(8, Duration.ofMillis(100), Duration.ofSeconds(10), 1000);
            try (Load load = node.load(ledger, patient)) {
                for (int cycle = 0; cycle < cycles; cycle++) {
                    Node.awaitMore(ledger, 10);
                    disk.fill();
                    await().atMost(Duration.ofSeconds(20)).until(() -> refusesForLackOfRoom(node));
                    disk.free();
                    Instant freed = Instant.now();
                    Node.awaitMore(ledger, 1);
                    Duration took = Duration.between(freed, Instant.now());
                    slowest = took.compareTo(slowest) > 0 ? took : slowest;
                }
                assertThat(load.surprises()).isEmpty();
            }
            Verdict verdict = node.awaitClean(ledger);
            Outcome.of(
                    "J10",
                    "%d times full, taken again after %d ms at the most: %s",
                    cycles,
                    slowest.toMillis(),
                    verdict);
            assertThat(verdict.unknown()).isZero();
        }
    }

    /** J15: on a directory in which no file can be made any more the segment at hand is filled, and then nothing is taken. */
    @Test
    void aDirectoryThatBecomesReadOnlyIsAnsweredWith503UntilItIsNot() {
        int events = 400;
        String event = "{\"type\":\"one\",\"payload\":{\"text\":\"" + "x".repeat(800) + "\"}}";
        String body = "[" + String.join(",", Collections.nCopies(events, event)) + "]";
        String database = server.create();
        try (Node node = new Node(directory, server, database, server.port(), "--set", "journal.segment-size=1MiB")) {
            node.start();
            String journal = directory.resolve("data/nodes/1/journal").toString();
            assumeTrue(Scratch.succeeds("chattr", "+i", journal), "skipped: no directory can be made immutable here");
            int taken = 0;
            try {
                Answer answer = node.http().post("/events", body);
                for (; answer.status() == 202; answer = node.http().post("/events", body)) {
                    taken += events;
                }
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.json().get("code").asText()).isEqualTo("journal-full");
                assertThat(node.http().get("/health").status()).isEqualTo(200);
            } finally {
                Scratch.run("chattr", "-i", journal);
            }
            await().until(() -> node.http().post("/events", body).status() == 202);
            taken += events;
            node.awaitDrained(Duration.ofSeconds(30));
            try (Sql session = server.open(database)) {
                assertThat(session.number("select count(*) from telemetry")).isEqualTo(taken);
            }
            Outcome.of("J15", "read-only under a running hub: all of %d events that it took are stored", taken);
        }
    }

    private static boolean refusesForLackOfRoom(Node node) {
        Answer answer = node.http().post("/events", EVENT);
        if (answer.status() == 202) {
            return false;
        }
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 60L);
        assertThat(answer.json().get("code").asText()).isEqualTo("journal-full");
        return true;
    }

    /** J11: the first failed flush ends the process; what it had acknowledged is there after the next start. */
    @Test
    void aFlushThatFailsEndsTheHub() {
        int times = Rounds.of("flush-fails", 1, 50);
        Ledger ledger = new Ledger("flush", 100, 300);
        try (Node node = new Node(directory, server).start()) {
            Shape steady = new Shape(4, Duration.ofMillis(40), Duration.ofSeconds(10), 1000);
            try (Load load = node.load(ledger, steady)) {
                for (int time = 0; time < times; time++) {
                    Node.awaitMore(ledger, 10);
                    try (Strace failing = Strace.on(node.process().handle(), "fdatasync:error=EIO:when=7+")) {
                        assertThat(node.process().exitCode()).isEqualTo(70);
                        assertThat(failing).isNotNull();
                    }
                    assertThat(node.process().text()).contains("recovers from its disk when started again");
                    node.start();
                }
                assertThat(load.surprises()).allMatch(answer -> answer.contains("journal-failed"));
            }
            Outcome.of("J11", "%d hubs ended by a failed fdatasync: %s", times, node.awaitClean(ledger));
        }
    }

    /** J13: back-pressure, then 503; what does not write goes on. */
    @Test
    void aSlowDisk() {
        int batches = Rounds.of("slow-disk-batches", 30, 1000);
        for (int delay : Rounds.isSoak() ? new int[] {50, 500} : new int[] {50}) {
            Ledger ledger = new Ledger("slow" + delay, 100, 300);
            try (Node node = new Node(directory.resolve(Integer.toString(delay)), server).start()) {
                Load load = node.load(ledger);
                Duration slowest = Duration.ZERO;
                try (load;
                        Strace slow = Strace.on(node.process().handle(), "fdatasync:delay_enter=" + delay * 1000)) {
                    for (int ask = 0; ask < 10; ask++) {
                        Node.awaitMore(ledger, batches / 10);
                        Instant begun = Instant.now();
                        assertThat(node.http().get("/health").status()).isEqualTo(200);
                        Duration took = Duration.between(begun, Instant.now());
                        slowest = took.compareTo(slowest) > 0 ? took : slowest;
                    }
                    assertThat(slow).isNotNull();
                }
                Outcome.of(
                        "J13",
                        "flushes of %d ms: p99 %d ms, slowest /health %d ms: %s",
                        delay,
                        load.slowestOfAHundred().toMillis(),
                        slowest.toMillis(),
                        node.awaitClean(ledger));
                assertThat(load.surprises()).isEmpty();
                expectTheLimitToFollow(node);
            }
        }
    }

    /** How many requests may be under way is less while flushes take long, and what it was when they do not. */
    private static void expectTheLimitToFollow(Node node) {
        long wide = Metrics.of(node.http()).limitInFlight();
        try (Load load = node.load(new Ledger("limit", 100, 300))) {
            try (Strace slow = Strace.on(node.process().handle(), "fdatasync:delay_enter=1000000")) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> Metrics.of(node.http()).limitInFlight() < wide);
                assertThat(slow).isNotNull();
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Metrics.of(node.http()).limitInFlight() == wide);
            assertThat(load.surprises()).isEmpty();
        }
    }

    /** J15. */
    @Test
    void aDiskThatCannotBeWrittenIsRefused() {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("read-only"), "1m")) {
            disk.readOnly();
            String url = server.url(server.create(), server.port());
            Hubs.refused(
                    Hubs.run(
                            directory,
                            Map.of("HELIOGRAPH_DATABASE_URL", url),
                            "--data",
                            disk.directory().resolve("data").toString()),
                    "cannot be written");
        }
    }

    /** P2: the journal holds what it may, and not a segment more, while PostgreSQL is away. */
    @Test
    void aFullJournalRefusesUntilPostgresIsBack() {
        Soak.only();
        int batches = Rounds.of("journal-full-batches", 50, 1000);
        Ledger ledger = new Ledger("bound", 5_000, 600);
        String[] bound = {"--set", "journal.max-size=64MiB", "--set", "journal.segment-size=8MiB"};
        try (PostgresServer own = PostgresServer.ofItsOwn();
                Node node = new Node(directory, own, bound).start()) {
            own.stop();
            long held;
            Shape quick = new Shape(6, Duration.ofMillis(5), Duration.ofSeconds(20), 3);
            try (Load load = node.load(ledger, quick)) {
                await().atMost(Duration.ofSeconds(60)).until(() -> ledger.refused() >= batches);
                held = node.journalBytes() >> 20;
                assertThat(held).isBetween(48L, 72L);
                assertThat(load.surprises()).isEmpty();
            }
            own.start();
            Verdict verdict = node.awaitClean(ledger, Duration.ofMinutes(3));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> node.http().post("/events", EVENT).status() == 202);
            Outcome.of("P2", "full at %d of 64 MiB: %s", held, verdict);
            assertThat(verdict.unknown()).isZero();
        }
    }
}
