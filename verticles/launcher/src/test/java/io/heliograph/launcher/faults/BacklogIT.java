package io.heliograph.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import io.heliograph.testkit.ledger.Ledger;
import io.heliograph.testkit.ledger.Load;
import io.heliograph.testkit.ledger.Load.Shape;
import io.heliograph.testkit.ledger.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** J21, and the promise that memory does not grow with what waits: gigabytes in the journal, half a gigabyte of heap. */
@Tag("fault")
class BacklogIT {
    private static final int MEBIBYTES = Rounds.of("backlog-mebibytes", 256, 5 << 10);

    @TempDir
    Path directory;

    @Test
    void aLongBacklogIsFoundAgainAndDrainedWithinTheSameHeap() {
        Soak.only();
        Ledger ledger = new Ledger("backlog", 5_000, 400, Integer.MAX_VALUE);
        String[] roomy = {"--set", "journal.max-size=64GiB"};
        try (PostgresServer own = PostgresServer.ofItsOwn();
                Node node = new Node(directory, own, roomy).withJava("-Xmx512m").start()) {
            own.stop();
            Instant begun = Instant.now();
            Shape quick = new Shape(4, Duration.ofMillis(1), Duration.ofSeconds(30), 100);
            try (Load load = node.load(ledger, quick)) {
                await().atMost(Duration.ofMinutes(60)).until(() -> node.journalBytes() >> 20 >= MEBIBYTES);
                assertThat(load.surprises()).isEmpty();
            }
            long bytes = node.journalBytes();
            Duration filled = Duration.between(begun, Instant.now());
            node.process().kill();
            own.start();
            node.start();
            String up = node.process().text().replaceAll("(?s).*after ([0-9.]+ s).*", "$1");
            Instant started = Instant.now();
            Verdict verdict = node.awaitClean(ledger, Duration.ofHours(2));
            Outcome.of(
                    "J21, backlog",
                    "%d MiB filled in %d s, killed, up after %s, drained in %d s with -Xmx512m: %s",
                    bytes >> 20,
                    filled.toSeconds(),
                    up,
                    Duration.between(started, Instant.now()).toSeconds(),
                    verdict);
            assertThat(node.process().text()).doesNotContain("OutOfMemory");
        }
    }
}
