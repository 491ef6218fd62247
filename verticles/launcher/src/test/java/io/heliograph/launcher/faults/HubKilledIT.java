package io.heliograph.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;

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

/** J1, J2: kill -9 while senders send, at any moment, that of the start included. */
@Tag("fault")
class HubKilledIT {
    private static final int KILLS = Rounds.of("hub-killed", 3, 1000);

    private static final int BETWEEN_VERDICTS = 40;

    /** As long as a start takes, about; a kill at any moment of it. */
    private static final long START_MILLIS = 1_500;

    private final Random random = new Random(Seed.of("HubKilledIT"));

    @TempDir
    Path directory;

    /** Judged in between, so that a long run says early what went wrong. */
    @Test
    void nothingIsLostDoubledOrInventedWhereverTheHubIsKilled() throws InterruptedException {
        for (int done = 0; done < KILLS; done += BETWEEN_VERDICTS) {
            live(directory.resolve(Integer.toString(done)), Math.min(BETWEEN_VERDICTS, KILLS - done));
        }
    }

    private void live(Path home, int kills) throws InterruptedException {
        Ledger ledger = new Ledger("killed", 100, 300);
        int whileStarting = 0;
        try (Node node = new Node(home, PostgresServer.shared()).start()) {
            try (Load load = node.load(ledger)) {
                for (int kill = 0; kill < kills; kill++) {
                    if (kill % 4 == 3) {
                        killWhileItStarts(node);
                        whileStarting++;
                    }
                    Node.awaitMore(ledger, 1 + random.nextInt(60));
                    node.process().kill();
                    node.start();
                }
                assertThat(load.surprises()).isEmpty();
            }
            Verdict verdict = node.awaitClean(ledger, Duration.ofMinutes(3));
            assertThat(verdict.acked()).isGreaterThan(kills);
            Outcome.of(
                    "J1, J2", "%d kills, %d of them within a start: %s", kills + whileStarting, whileStarting, verdict);
        }
    }

    private void killWhileItStarts(Node node) throws InterruptedException {
        node.process().kill();
        node.launch();
        // The moment of the kill is chance; what has to hold does not depend on it.
        node.process().endsWithin(Duration.ofMillis(random.nextLong(START_MILLIS)));
        node.process().kill();
        node.start();
    }
}
