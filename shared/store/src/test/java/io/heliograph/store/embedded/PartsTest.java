package io.heliograph.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of the launcher that need no server to be seen working. */
class PartsTest {
    @TempDir
    private Path directory;

    @Test
    void aReadyServerIsReadFromItsFile() {
        List<String> lines = List.of("4711", "/data", "1", "45321", "", "127.0.0.1", " 1 2", "ready   ");
        assertThat(PostmasterPid.parse(lines)).contains(new PostmasterPid(4711, 45321, "ready"));
    }

    @Test
    void aServerThatHasWrittenOnlyItsFirstLinesIsStarting() {
        assertThat(PostmasterPid.parse(List.of("4711", "/data"))).contains(new PostmasterPid(4711, 0, "starting"));
    }

    @Test
    void aTornFileNamesNoServer() {
        assertThat(PostmasterPid.parse(List.of())).isEmpty();
        assertThat(PostmasterPid.parse(List.of("47x"))).isEmpty();
    }

    @Test
    void tornBinariesAreUnpackedAgainAndOthersCleared() throws IOException {
        Binaries shared = Binaries.under(Servers.BINARIES);
        Path torn = Files.createDirectories(
                directory.resolve(shared.directory().getFileName().toString()));
        Files.writeString(torn.resolve("size"), "100");
        Path other = Files.createDirectories(directory.resolve("binaries-older"));
        Binaries whole = Binaries.under(directory);
        whole.clearOthers();
        assertThat(whole.directory()).isEqualTo(torn.toRealPath());
        assertThat(whole.postgres()).hasSameBinaryContentAs(shared.postgres()).isExecutable();
        assertThat(other).doesNotExist();
    }

    @Test
    void onlyTheNewestLogsAreKept() throws IOException {
        for (int number = 0; number < 9; number++) {
            Files.writeString(directory.resolve("postgres-20260101-00000" + number + ".log"), "line " + number);
        }
        Files.writeString(directory.resolve("start.log"), "started\n");
        ServerLog log = new ServerLog(directory);
        log.trim();
        assertThat(OwnedFiles.list(directory))
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "postgres-20260101-000004.log",
                        "postgres-20260101-000005.log",
                        "postgres-20260101-000006.log",
                        "postgres-20260101-000007.log",
                        "postgres-20260101-000008.log",
                        "start.log");
        assertThat(log.lastLines(Instant.EPOCH)).startsWith("started").endsWith("line 8");
        assertThat(log.lastLines(Instant.now().plusSeconds(60))).isEmpty();
    }

    @Test
    void aFullDiskAndAForeignFileAreToldApart() {
        assertThat(FileTrouble.with(directory, new IOException("No space left on device")))
                .hasMessageContaining("is full");
        assertThat(FileTrouble.with(directory, new NoSuchFileException("/gone")))
                .hasMessageContaining("NoSuchFileException /gone");
    }
}
