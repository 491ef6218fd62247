package io.heliograph.journal;

import static io.heliograph.journal.Given.await;
import static io.heliograph.journal.Given.batch;
import static io.heliograph.journal.Given.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.problems.Refused;
import io.heliograph.journal.JournalConfig.OnDamage;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is held for a reader never takes the place of events that are to be accepted. */
class HoldsTest {
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void whatIsOnlyHeldDoesNotCountAgainstTheBoundOfTheJournal() {
        Journal journal = open(0);
        int number = fill(journal);
        assertThat(failure(journal.append(batch(number, 1, 500)))).isInstanceOf(Refused.class);

        await(journal.hold("reader", 0, 1 << 20));
        await(journal.release(journal.end()));

        assertThat(journal.start()).isZero();
        assertThat(journal.status().accepting()).isTrue();
        int more = fill(journal);
        assertThat(journal.start()).isZero();
        assertThat(more).isGreaterThan(number / 2);
        await(journal.close());
    }

    @Test
    void aDiskThatIsShortOfRoomHoldsNothing() {
        Journal roomy = open(0);
        fill(roomy);
        await(roomy.close());
        Journal journal = open(Long.MAX_VALUE / 2);
        await(journal.hold("reader", 0, 1 << 20));
        await(journal.release(journal.end()));
        assertThat(journal.start()).isPositive();
        await(journal.close());
    }

    /** Appends until the journal is full; how many batches that were. */
    private static int fill(Journal journal) {
        int number = 0;
        while (Given.succeeds(journal.append(batch(number, 1, 500)))) {
            number++;
        }
        return number;
    }

    private Journal open(long minFreeSpace) {
        JournalConfig config = new JournalConfig(
                Given.SEGMENT, 0, 4 * Given.SEGMENT, minFreeSpace, 256 << 10, Duration.ZERO, OnDamage.STOP);
        return await(FileJournal.open(vertx, directory, config, failure -> {}));
    }
}
