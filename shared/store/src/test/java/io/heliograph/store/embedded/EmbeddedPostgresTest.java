package io.heliograph.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.store.ServerCpu;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** All tests use one cluster, one after the other: each finds what the one before left and starts a server of its own. */
class EmbeddedPostgresTest {
    @TempDir
    private static Path directory;

    private static Path data;
    private static Vertx vertx;
    private static Sql sql;

    @RegisterExtension
    private final Servers servers = new Servers();

    @BeforeAll
    static void open() throws IOException {
        data = Servers.enterable(directory);
        vertx = Vertx.vertx();
        sql = new Sql(vertx);
    }

    @AfterAll
    static void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void keepsWhatWasCommittedWhateverHappens() throws Exception {
        Coordinates at = servers.start(data).coordinates();
        Map<String, String> settings = new TreeMap<>();
        for (String name : new String[] {
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "data_checksums",
            "logging_collector",
            "listen_addresses",
            "unix_socket_directories",
            "timezone",
            "server_encoding"
        }) {
            settings.put(name, sql.run(at, "SHOW " + name));
        }
        assertThat(settings)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "fsync", "on",
                        "synchronous_commit", "on",
                        "full_page_writes", "on",
                        "data_checksums", "on",
                        "logging_collector", "on",
                        "listen_addresses", "127.0.0.1",
                        "unix_socket_directories", "",
                        "timezone", "UTC",
                        "server_encoding", "UTF8"));
    }

    @Test
    void theNextStartFindsTheRowsAndThePort() throws Exception {
        EmbeddedPostgres first = servers.start(data);
        sql.run(first.coordinates(), "CREATE TABLE kept AS SELECT 42 AS answer");
        first.stop();
        assertThat(first.isRunning()).isFalse();
        EmbeddedPostgres second = servers.start(data);
        assertThat(second.coordinates()).isEqualTo(first.coordinates());
        assertThat(sql.run(second.coordinates(), "SELECT answer FROM kept")).isEqualTo("42");
    }

    @Test
    void aWrongPasswordIsRefused() {
        Coordinates right = servers.start(data).coordinates();
        Coordinates wrong = new Coordinates(right.host(), right.port(), right.database(), right.user(), "guess");
        assertThatThrownBy(() -> sql.run(wrong, "SELECT 1"))
                .hasRootCauseInstanceOf(PgException.class)
                .rootCause()
                .extracting(refusal -> ((PgException) refusal).getSqlState())
                .isEqualTo("28P01");
    }

    @Test
    void thePasswordIsLongRandomAndForTheOwnerAlone() throws Exception {
        Coordinates at = servers.start(data).coordinates();
        assertThat(at.password()).matches("[A-Za-z0-9_-]{43}");
        assertThat(at.toString()).doesNotContain(at.password());
        Path file = Servers.home(data).password();
        assertThat(file).hasContent(at.password());
        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void nothingAnswersOnAnotherAddress() {
        int port = servers.start(data).coordinates().port();
        assertThatThrownBy(() -> new Socket(InetAddress.getByName("127.0.0.2"), port).close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void whoOnlyLooksFindsAServerThatRunsAndStartsNone(@TempDir Path empty) throws Exception {
        EmbeddedPostgres server = servers.start(data);
        Optional<Coordinates> found = EmbeddedPostgres.running(data);

        assertThat(found).contains(server.coordinates());
        server.stop();
        assertThat(EmbeddedPostgres.running(data)).isEmpty();
        assertThat(EmbeddedPostgres.running(empty)).isEmpty();
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void theCpuTimeOfAServerHoldsThatOfAllItsProcesses() throws Exception {
        Coordinates at = servers.start(data).coordinates();
        ServerCpu cpu = ServerCpu.of(Servers.process(data).pid()).orElseThrow();
        Duration before = cpu.total();

        sql.run(at, "select count(*)::text from generate_series(1, 3000000)");

        // A session's time shows with its server's once the server has noticed that it ended.
        await().until(() -> cpu.total().compareTo(before) > 0);
        assertThat(ServerCpu.of(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void aServerThatRunsIsAdopted() throws Exception {
        EmbeddedPostgres first = servers.start(data);
        String startTime = sql.run(first.coordinates(), "SELECT pg_postmaster_start_time()");
        EmbeddedPostgres second = servers.start(data);
        assertThat(second.coordinates()).isEqualTo(first.coordinates());
        assertThat(sql.run(second.coordinates(), "SELECT pg_postmaster_start_time()"))
                .isEqualTo(startTime);
        second.stop();
        assertThat(first.isRunning()).isFalse();
    }

    @Test
    void aKilledServerRecovers() throws Exception {
        EmbeddedPostgres first = servers.start(data);
        sql.run(first.coordinates(), "CREATE TABLE survived AS SELECT 7 AS number");
        ProcessHandle killed = Servers.process(data);
        killed.destroyForcibly();
        killed.onExit().get(20, TimeUnit.SECONDS);
        assertThat(first.isRunning()).isFalse();
        EmbeddedPostgres second = servers.start(data);
        assertThat(sql.run(second.coordinates(), "SELECT number FROM survived")).isEqualTo("7");
    }

    @Test
    void aProcessNumberThatPassedOnToAnotherProgramStopsNothing() throws Exception {
        servers.start(data).stop();
        Path file = PostmasterPid.file(Servers.home(data).cluster());
        long alive = ProcessHandle.current().pid();
        Files.writeString(file, alive + "\n" + Servers.home(data).cluster() + "\n1\n5432\n\n127.0.0.1\n1 1\nready\n");
        assertThat(sql.run(servers.start(data).coordinates(), "SELECT 1")).isEqualTo("1");
    }

    @Test
    void aTornProcessFileStopsNothing() throws Exception {
        servers.start(data).stop();
        Files.writeString(PostmasterPid.file(Servers.home(data).cluster()), "");
        assertThat(sql.run(servers.start(data).coordinates(), "SELECT 1")).isEqualTo("1");
    }

    @Test
    void anotherPortIsChosenWhenTheOldOneIsTaken() throws Exception {
        EmbeddedPostgres first = servers.start(data);
        first.stop();
        int port = first.coordinates().port();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            Coordinates second = servers.start(data).coordinates();
            assertThat(second.port()).isNotEqualTo(taken.getLocalPort());
            assertThat(sql.run(second, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aLostPasswordIsAskedBackFor() throws Exception {
        servers.start(data).stop();
        Path file = Servers.home(data).password();
        String password = Files.readString(file);
        Files.delete(file);
        try {
            assertThatThrownBy(() -> servers.start(data))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("put it back");
        } finally {
            OwnedFiles.write(file, password);
        }
        assertThat(sql.run(servers.start(data).coordinates(), "SELECT 1")).isEqualTo("1");
    }

    @Test
    void aServerThatCannotStartShowsItsLastLines() throws Exception {
        servers.start(data).stop();
        Path control = Servers.home(data).cluster().resolve("global/pg_control");
        byte[] whole = Files.readAllBytes(control);
        Files.write(control, new byte[whole.length]);
        try {
            assertThatThrownBy(() -> servers.start(data))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("did not become ready")
                    .satisfies(trouble -> assertThat(((CannotStart) trouble).log())
                            .anyMatch(line -> line.contains("control file appears to be corrupt"))
                            .noneMatch(line -> line.contains("ready to accept connections")));
        } finally {
            Files.write(control, whole);
        }
    }
}
