package io.heliograph.drain;

import static io.heliograph.drain.Drained.await;
import static io.heliograph.drain.Drained.batch;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentReleaseTest {
    private static Postgres postgres;

    @TempDir
    Path directory;

    private Drained hub;
    private SegmentRelease release;

    @BeforeAll
    static void startPostgres() {
        postgres = Postgres.start();
    }

    @AfterAll
    static void stopPostgres() {
        postgres.stop();
    }

    @BeforeEach
    void fillSeveralSegments() {
        hub = new Drained(postgres.empty(), directory);
        for (int request = 0; request < 8; request++) {
            hub.accept("default", batch(0, 8_000));
        }
        release = new SegmentRelease(
                hub.journal,
                hub.cursors,
                await(hub.cursors.claim(hub.journal.id(), "node")).epoch());
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void segmentsGoOnceTheirEventsWereSeenStoredTwice() {
        hub.commitUnseen(30_000);
        await(release.look());
        assertThat(hub.journal.start()).isZero();
        hub.commitUnseen(30_000);
        await(release.look());
        assertThat(hub.journal.start()).isBetween(1L, 30_000L);
        await(release.look());
        assertThat(hub.journal.start()).isBetween(30_001L, 60_000L);
    }

    @Test
    void nothingGoesOnTheWordOfACursorThatCameBackSmaller() {
        hub.commitUnseen(60_000);
        await(release.look());
        hub.commitUnseen(-60_000);
        await(release.look());
        assertThat(hub.journal.start()).isZero();
    }

    @Test
    void nothingGoesOnTheWordOfSomebodyWhoDrainsACopy() {
        hub.commitUnseen(1);
        await(release.look());
        await(hub.cursors.claim(hub.journal.id(), "a copy"));
        hub.commitUnseen(60_000);
        for (int look = 0; look < 3; look++) {
            await(release.look());
        }
        assertThat(hub.journal.start()).isZero();
    }
}
