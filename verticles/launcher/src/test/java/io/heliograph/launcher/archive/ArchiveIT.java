package io.heliograph.launcher.archive;

import static io.heliograph.launcher.archive.ArchivingHub.ALL;
import static io.heliograph.launcher.archive.ArchivingHub.A_STREAM;
import static io.heliograph.launcher.archive.ArchivingHub.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that archives into a directory: what leaves its database was archived, is proven whole, and comes back as it was. */
@Tag("fault")
class ArchiveIT {
    private static final int KILLS = Rounds.of("archive-kills", 1, 20);

    @TempDir
    Path directory;

    @Test
    void daysLeaveOnceTheyAreArchivedAndComeBackAsTheyWere() throws IOException {
        Path files = directory.resolve("archive");
        try (ArchivingHub hub =
                new ArchivingHub(directory, files, Map.of("HELIOGRAPH_ARCHIVE_DIRECTORY", files.toString()))) {
            hub.start().send();
            killWhileArchiving(hub);
            Archiving archiving = new Archiving(hub);
            archiving.isWhole();
            List<String> before = hub.export();
            assertThat(before).hasSize(ALL);
            assertThat(hub.archive("list", "telemetry").text().lines()).hasSizeGreaterThan(ArchivingHub.DAYS);
            archiving.aDamagedDayStays();

            HubProcess hidden = hub.archive("restore");
            assertThat(hidden.exitCode()).isEqualTo(1);
            assertThat(hidden.text()).contains("would expire at once");
            archiving.comesBack(before);
            assertThat(hub.http().get("/logs?limit=1000").json().get("items")).hasSize(Math.min(1_000, A_STREAM));
            assertThat(hub.http().get("/agents").json().at("/items/0/events").asInt())
                    .isEqualTo(ALL);
            assertThat(hub.archive("cat", "interactions").text().lines()).hasSize(A_STREAM);
        }
    }

    /** kill -9 each time that the archive has grown, until it is full; who starts again finishes it. */
    private static void killWhileArchiving(ArchivingHub hub) throws IOException {
        StringBuilder at = new StringBuilder();
        for (int kill = 0; kill < KILLS && hub.archived() < ALL; kill++) {
            long before = hub.archived();
            await().atMost(PATIENCE).until(() -> hub.archived() > before);
            hub.kill();
            at.append(at.isEmpty() ? "" : ", ").append(hub.archived());
            hub.start();
        }
        Outcome.of("archive, hub killed", "with %s of %d events archived", at, ALL);
    }
}
