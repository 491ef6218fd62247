package io.heliograph.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.launcher.commands.doctor.Check;
import io.heliograph.launcher.commands.doctor.DatabaseCheck;
import io.heliograph.launcher.commands.doctor.DatabaseCheck.Reached;
import io.heliograph.launcher.commands.doctor.DoctorCommand;
import io.heliograph.launcher.commands.doctor.SettingsCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class DoctorCommandTest {
    private static final Clock CLOCK = Clock.fixed(Desk.MORNING, ZoneOffset.UTC);

    @TempDir
    Path directory;

    private final Desk desk = new Desk();

    @Test
    void aPlaceThatIsReadyPasses() throws IOException {
        assertThat(doctor(directory.resolve("not/yet"), freeUrl(), List.of())).isZero();

        assertThat(desk.out())
                .contains("can be made", "the port is free for one")
                .doesNotContain("FAIL");
        assertThat(directory).as("nothing stays behind").isEmptyDirectory();
    }

    @Test
    void aHubThatAnswersIsFound() throws IOException {
        try (ListingHub hub = new ListingHub()) {
            assertThat(doctor(directory, hub.url(), List.of())).isZero();
        }

        assertThat(desk.out()).contains("a hub answers at").containsPattern("warn\\s+clock\\s+this clock is \\d+ s");
    }

    @Test
    void aPortInOtherHandsFails() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            new Thread(() -> hangUp(other)).start();
            assertThat(doctor(directory, "http://127.0.0.1:" + other.getLocalPort(), List.of()))
                    .isEqualTo(1);
        }

        assertThat(desk.out()).containsPattern("FAIL\\s+port\\s+port \\d+ cannot be had");
    }

    @Test
    void aDirectoryOpenToAllFails() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(doctor(directory, freeUrl(), List.of())).isEqualTo(1);

        assertThat(desk.out()).contains("chmod o-w " + directory);
    }

    @Test
    void aFileWhereTheDirectoryShouldBeFails() throws IOException {
        Path file = Files.createFile(directory.resolve("data"));

        assertThat(doctor(file.resolve("below"), freeUrl(), List.of())).isEqualTo(1);

        assertThat(desk.out()).contains(file + " is not a directory");
    }

    @Test
    void everyProblemOfTheSettingsIsNamed() throws IOException {
        SettingsCheck settings = () -> List.of("http.prot: no such setting", "journal.size: is not a size");

        assertThat(doctor(directory, freeUrl(), List.of(settings.check()))).isEqualTo(1);

        assertThat(desk.out())
                .containsPattern("FAIL\\s+settings\\s+http.prot: no such setting; journal.size: is not a size");
    }

    @Test
    void aDatabaseThatDoesNotAnswerFailsWithItsReason() throws IOException {
        DatabaseCheck database = () -> {
            throw new IOException("password refused for user heliograph");
        };

        assertThat(doctor(directory, freeUrl(), List.of(database.check(CLOCK)))).isEqualTo(1);

        assertThat(desk.out()).contains("password refused");
    }

    @Test
    void aDatabaseOfAnotherTimeIsAWarning() throws IOException {
        DatabaseCheck database = () -> new Reached("18.6", Desk.MORNING.plusSeconds(7));

        assertThat(doctor(directory, freeUrl(), List.of(database.check(CLOCK)))).isZero();

        assertThat(desk.out()).contains("this clock is 7 s behind that of the database");
    }

    private int doctor(Path data, String url, List<Check> more) {
        DoctorCommand doctor = new DoctorCommand(desk.surroundings(), () -> data, () -> more);
        return new CommandLine(doctor).execute("--url", url);
    }

    private static String freeUrl() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }

    /** Whoever calls is hung up on, until the server closes. */
    private static void hangUp(ServerSocket server) {
        try {
            while (true) {
                server.accept().close();
            }
        } catch (IOException e) {
            // The server is closed, and the test over.
        }
    }
}
