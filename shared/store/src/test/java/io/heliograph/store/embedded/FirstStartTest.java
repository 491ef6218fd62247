package io.heliograph.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.problems.CannotStart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a start makes of a directory that has no cluster yet. */
class FirstStartTest {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final Servers servers = new Servers();

    @Test
    void twoProcessesThatStartAtOnceShareOneServer() throws Exception {
        Path data = Servers.enterable(directory);
        Process one = startInAProcess(data);
        Process two = startInAProcess(data);
        String first = printed(one);
        String second = printed(two);
        Coordinates here = servers.start(data).coordinates();
        assertThat(List.of(first, second)).containsOnly(Integer.toString(here.port()));
    }

    @Test
    void aHubKilledInTheMiddleLeavesNothingInTheWay() throws Exception {
        Path data = Servers.enterable(directory);
        Process killed = startInAProcess(data);
        Home home = Servers.home(data);
        assertThat(Patience.until(Duration.ofSeconds(20), () -> hasHalfACluster(home)))
                .isTrue();
        killed.destroyForcibly().waitFor();
        assertThat(servers.start(data).isRunning()).isTrue();
    }

    @Test
    void aDirectoryThatOnlyRootMayEnterWorksForRoot() throws Exception {
        Assumptions.assumeTrue(Account.ownUser().equals(Optional.of(0)), "needs root");
        Path closed = Files.createDirectories(directory.resolve("closed"));
        OwnedFiles.permit(closed, "rwx------");
        EmbeddedPostgres postgres = servers.start(closed.resolve("data"));
        assertThat(postgres.isRunning()).isTrue();
        postgres.stop();
        assertThat(postgres.isRunning()).isFalse();
    }

    @Test
    void aNeighbourOfAnotherMajorVersionIsNotForgotten() throws Exception {
        Path old = Files.createDirectories(directory.resolve("postgres-17/cluster"));
        Files.writeString(old.resolve("PG_VERSION"), "17\n");
        refused("postgres-17 holds the data of PostgreSQL 17");
    }

    @Test
    void aClusterOfAnotherMajorVersionIsRefused() throws Exception {
        Path wrong = Files.createDirectories(directory.resolve("postgres-18/cluster"));
        Files.writeString(wrong.resolve("PG_VERSION"), "16\n");
        refused("postgres-18 holds the data of PostgreSQL 16");
    }

    @Test
    void whatIsNoClusterIsNotTouched() throws Exception {
        Path foreign = Files.createDirectories(directory.resolve("postgres-18/cluster"));
        Files.writeString(foreign.resolve("letter.txt"), "dear");
        refused("is not a PostgreSQL cluster");
        assertThat(foreign.resolve("letter.txt")).hasContent("dear");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("data"), "in the way");
        assertThatThrownBy(() -> servers.start(file.resolve("below")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(file.toString());
    }

    private void refused(String sentence) {
        assertThatThrownBy(() -> servers.start(directory))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(sentence);
    }

    private static boolean hasHalfACluster(Home home) throws IOException {
        return OwnedFiles.list(home.directory()).stream()
                .filter(path -> path.getFileName().toString().startsWith("cluster."))
                .anyMatch(draft -> Files.exists(draft.resolve("PG_VERSION")));
    }

    private static Process startInAProcess(Path data) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), StartOnce.class.getName(), data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String printed(Process process) throws Exception {
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } finally {
            process.destroyForcibly();
        }
    }
}
