package io.heliograph.launcher.commands;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.launcher.commands.export.ExportCommand;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class ExportCommandTest {
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String CSV = "id,payload\r\na,\"{\"\"x\"\":\n1}\"\r\nb,{}\r\n";

    @TempDir
    Path directory;

    private final Desk desk = new Desk();

    @Test
    void aCompleteExportIsThereUnderItsName() throws Exception {
        Path file = directory.resolve("events.csv");

        assertThat(export(CHUNKED + chunk(CSV) + "0\r\n\r\n", "-o", file.toString()))
                .isZero();

        assertThat(file).hasContent(CSV);
        assertThat(directory).isDirectoryContaining(file::equals);
        assertThat(Files.list(directory)).hasSize(1);
        assertThat(desk.err()).contains("exported 2 events, " + CSV.length() + " bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.csv",
                "../../../../tmp/evil.csv",
                "/etc/cron.d/evil",
                "..\\\\evil.csv",
                "%2e%2e%2fevil.csv",
                "evil.csv\\u0000.txt",
                "-rf",
                "~/.bashrc",
                "CON"
            })
    void aHubDoesNotNameTheFileThatItIsWrittenTo(String name) throws Exception {
        Path within = Files.createDirectory(directory.resolve("within"));
        Path file = within.resolve("events.csv");
        String named =
                CHUNKED.replace("\r\n\r\n", "\r\nContent-Disposition: attachment; filename=\"" + name + "\"\r\n\r\n");

        assertThat(export(named + chunk(CSV) + "0\r\n\r\n", "-o", file.toString()))
                .isZero();

        assertThat(files(directory)).containsExactly(file);
        assertThat(file).hasContent(CSV);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b.csv", "-o", "--format=csv", "a\nb.csv", "$(touch evil)", "%s%n", "\u202Ecsv.exe", "*"})
    void aNameIsANameWhateverIsInIt(String name) throws Exception {
        Path file = directory.resolve(name);

        assertThat(export(CHUNKED + chunk(CSV) + "0\r\n\r\n", "-o", file.toString()))
                .isZero();

        assertThat(files(directory)).containsExactly(file);
    }

    @Test
    void aLinkThatWasLaidWhereTheFileGrowsLeadsNowhere() throws Exception {
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Path file = directory.resolve("events.csv");
        Files.createSymbolicLink(directory.resolve("events.csv.part"), victim);

        assertThat(export(CHUNKED + chunk(CSV) + "0\r\n\r\n", "-o", file.toString()))
                .isZero();

        assertThat(victim).hasContent("precious");
        assertThat(file).hasContent(CSV);
        assertThat(Files.isSymbolicLink(file)).isFalse();
    }

    private static List<Path> files(Path under) throws IOException {
        try (Stream<Path> all = Files.walk(under)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void anExportCutInTheMiddleLeavesNoFileAndSaysSo() throws Exception {
        Path file = directory.resolve("events.csv");

        assertThat(export(CHUNKED + chunk(CSV) + "400\r\nc,", "-o", file.toString()))
                .isEqualTo(3);

        assertThat(directory).isEmptyDirectory();
        assertThat(desk.err()).contains("the export was cut off after 2 events");
    }

    @Test
    void anExportCutBetweenTwoChunksIsNotTakenForComplete() throws Exception {
        assertThat(export(CHUNKED + chunk(CSV))).isEqualTo(3);

        assertThat(desk.err()).contains("the export was cut off");
    }

    @Test
    void aFileFromBeforeOutlivesAnExportThatFails() throws Exception {
        Path file = Files.writeString(directory.resolve("events.csv"), "old");

        export(CHUNKED + chunk(CSV), "-o", file.toString());

        assertThat(file).hasContent("old");
    }

    @Test
    void anAnswerWhoseEndNobodyCanTellIsRefused() throws Exception {
        assertThat(export("HTTP/1.1 200 OK\r\n\r\n" + CSV)).isEqualTo(3);

        assertThat(desk.err()).contains("does not say where it ends");
    }

    @Test
    void whatTheHubObjectsToIsSaidInALine() throws Exception {
        String problem = "{\"code\":\"invalid-parameter\",\"title\":\"A parameter has a value that cannot be used\","
                + "\"errors\":[{\"field\":\"until\",\"detail\":\"must be after 'since'\"}]}";
        String answer = "HTTP/1.1 400 Bad Request\r\nContent-Length: " + problem.length() + "\r\n\r\n" + problem;

        assertThat(export(answer)).isEqualTo(2);

        assertThat(desk.err()).contains("until must be after 'since'", "(invalid-parameter)");
    }

    /** Runs an export against a server that gives this answer and closes the connection. */
    private int export(String answer, String... options) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread hub = new Thread(() -> serve(server, answer));
            hub.start();
            String[] arguments = Stream.concat(
                            Stream.of("--url", "http://127.0.0.1:" + server.getLocalPort()), Stream.of(options))
                    .toArray(String[]::new);
            int exit = new CommandLine(new ExportCommand(desk.surroundings())).execute(arguments);
            hub.join();
            return exit;
        }
    }

    private static void serve(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            InputStream in = socket.getInputStream();
            for (int last = 0; last != 0x0D0A0D0A; ) {
                last = last << 8 | in.read();
            }
            socket.getOutputStream().write(answer.getBytes(US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }
}
