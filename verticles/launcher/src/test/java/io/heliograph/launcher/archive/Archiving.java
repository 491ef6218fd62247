package io.heliograph.launcher.archive;

import static io.heliograph.launcher.archive.ArchivingHub.ALL;
import static io.heliograph.launcher.archive.ArchivingHub.A_STREAM;
import static io.heliograph.launcher.archive.ArchivingHub.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.testkit.HubProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What an archive promises, wherever its files lie. */
final class Archiving {
    private final ArchivingHub hub;

    Archiving(ArchivingHub hub) {
        this.hub = hub;
    }

    void isWhole() {
        await().atMost(PATIENCE).until(() -> hub.archived() == ALL);
        HubProcess sound = hub.archive("verify");
        assertThat(sound.exitCode()).as(sound.text()).isZero();
        assertThat(sound.text().lines().filter(line -> line.contains("  sound: " + A_STREAM + " events in ")))
                .as(sound.text())
                .hasSize(3);
    }

    /** A day with a damaged file stays in the database, the others leave; once the file is whole it leaves too. */
    void aDamagedDayStays() throws IOException {
        Path damaged = hub.file("telemetry", 1);
        byte[] packed = Files.readAllBytes(damaged);
        byte[] flipped = packed.clone();
        flipped[packed.length / 2] ^= 1;
        Files.write(damaged, flipped);
        HubProcess verify = hub.archive("verify", "telemetry");
        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.text()).contains("DAMAGED: " + damaged.getFileName());
        assertThat(hub.prune().get("detail").asText()).contains("days that stay for now: 1,");
        assertThat(hub.export()).isEmpty();
        assertThat(hub.text()).contains("stays in the database");
        Files.write(damaged, packed);
        await().atMost(PATIENCE).until(() -> hub.prune().get("detail").isNull());
    }

    /** What left comes back as it was, once. */
    void comesBack(List<String> before) {
        HubProcess restore = hub.archive("restore", "--lift-prunes");
        assertThat(restore.exitCode()).as(restore.text()).isZero();
        assertThat(restore.text()).contains(ALL + " events read, " + ALL + " stored, 0 were there");
        await().untilAsserted(() -> assertThat(hub.export()).isEqualTo(before));
        assertThat(hub.archive("restore").text()).contains(" 0 stored, " + ALL + " were there");
        assertThat(hub.export()).isEqualTo(before);
    }
}
