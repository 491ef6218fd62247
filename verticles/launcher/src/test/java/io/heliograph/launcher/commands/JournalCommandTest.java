package io.heliograph.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.intake.BodyFormat;
import io.heliograph.intake.Intake;
import io.heliograph.intake.IntakeConfig;
import io.heliograph.journal.FileJournal;
import io.heliograph.journal.JournalConfig;
import io.heliograph.journal.JournalConfig.OnDamage;
import io.heliograph.launcher.commands.journal.JournalCommand;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class JournalCommandTest {
    private static final int EVENTS = 100;

    @TempDir
    Path data;

    private final Desk desk = new Desk();
    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void fill() throws Exception {
        Intake intake =
                new Intake(IntakeConfig.from(new Settings(Map.of(), Map.of())), Duration.ofDays(1), Clock.systemUTC());
        JournalConfig config = new JournalConfig(4096, 2, 1 << 20, 0, 1 << 20, Duration.ZERO, OnDamage.STOP);
        FileJournal journal = await(FileJournal.open(vertx, directory(), config, failure -> {}));
        for (int i = 0; i < EVENTS; i++) {
            Buffer body = Buffer.buffer("{\"type\":\"hardware.gpu\",\"payload\":{\"n\":" + i + "}}");
            await(journal.append(intake.read(body, BodyFormat.JSON, "default")));
        }
        await(journal.close());
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    @Test
    void aSoundJournalIsShownWithItsFiles() {
        assertThat(journal("inspect")).isZero();

        assertThat(desk.out())
                .contains("node 1  ", "positions 0 to 99 (100 events)", "damage     none")
                .contains("stored     unknown, since the embedded PostgreSQL does not run");
    }

    /** The kernel takes the connection of a process that is frozen, and nobody ever answers it. */
    @Test
    @Timeout(60)
    void aDatabaseThatIsFrozenIsWaitedForNoLongerThanAConnectionMayTake(@TempDir Path other) throws IOException {
        try (ServerSocket frozen = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Path settings = Files.writeString(other.resolve("heliograph.yaml"), """
                    database:
                      url: postgresql://hub:secret@127.0.0.1:%d/hub
                      connect-timeout: 1s
                    """.formatted(frozen.getLocalPort()));

            assertThat(journal("inspect", "--config", settings.toString())).isZero();
        }

        assertThat(desk.out())
                .contains("positions 0 to 99 (100 events)", "stored     unknown, since The database")
                .contains("damage     none");
    }

    @Test
    void programsGetTheSame() throws IOException {
        assertThat(journal("inspect", "--json")).isZero();

        JsonNode journal = LedgerHub.JSON.readTree(desk.out()).path("journals").path(0);
        assertThat(journal.path("end").asInt()).isEqualTo(EVENTS);
        assertThat(journal.path("pending").isNull()).isTrue();
        assertThat(journal.path("segments").size()).isGreaterThan(2);
    }

    @Test
    void everyEventIsRead() {
        assertThat(journal("verify")).isZero();

        assertThat(desk.out()).startsWith("node 1  sound: positions 0 to 99 (100 events) in 100 records");
    }

    @Test
    void damageIsNamedWithItsPlaceAndEndsWithOne() throws IOException {
        Path segment = segments().get(1);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[90] ^= 1;
        Files.write(segment, bytes);

        assertThat(journal("verify")).isEqualTo(1);
        assertThat(journal("inspect")).isEqualTo(1);

        assertThat(desk.out())
                .contains("node 1  DAMAGED: ")
                .containsPattern("  " + segment.getFileName()
                        + ", bytes 40 to \\d+: .*positions \\d+ to \\d+ \\(1 events\\) cannot be read here")
                .contains("What was stored before is not lost")
                .contains("  DAMAGED    " + segment.getFileName());
    }

    @Test
    void aDirectoryWithoutJournalsIsRefused(@TempDir Path empty) {
        assertThat(JournalCommand.with(desk.surroundings()).execute("verify", "--data", empty.toString()))
                .isEqualTo(2);

        assertThat(desk.err()).contains("there is no journal under");
    }

    private int journal(String command, String... options) {
        String[] arguments = Stream.concat(Stream.of(command, "--data-dir", data.toString()), Stream.of(options))
                .toArray(String[]::new);
        return JournalCommand.with(desk.surroundings()).execute(arguments);
    }

    private Path directory() {
        return data.resolve("nodes/1/journal");
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
