package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands, as processes, as a shell sees them. */
class CommandLineIT {
    private static final int LINES = 5_000;
    private static final int BAD = 5;

    @TempDir
    static Path directory;

    private static HubProcess hub;
    private static Http http;

    @BeforeAll
    static void start() {
        hub = Hubs.run(directory);
        http = new Http(hub.url());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void aFileWithIdsOfItsOwnIsStoredOnceHoweverOftenItIsSent() throws IOException {
        Path file = write("own", i -> line("own", "\"id\":\"own-" + i + "\",", i));

        ended(heliograph("send", file.toString()), 0, "sent 5000, accepted 5000, duplicates 0, rejected 0");
        ended(heliograph("send", file.toString()), 0, "sent 5000, accepted 0, duplicates 5000, rejected 0");
        stored("own", LINES);
    }

    @Test
    void badLinesAreNamedAndTheOthersSent() throws IOException {
        Path file = write(
                "mixed",
                i -> i % 1_000 == 7
                        ? "{\"type\":7}"
                        : line("mixed", i % 2 == 0 ? "" : "\"id\":\"mixed-" + i + "\",", i));
        String resume = directory.resolve("mixed.state").toString();

        HubProcess first = heliograph("send", file.toString(), "--resume", resume);
        ended(first, 1, "sent 5000, accepted " + (LINES - BAD) + ", duplicates 0, rejected " + BAD);
        assertThat(first.text()).contains("line 8: wrong-type", "line 4008: wrong-type");
        ended(heliograph("send", file.toString(), "--resume", resume), 0, "sent 0");
        stored("mixed", LINES - BAD);
    }

    @Test
    void exportsAreWholeFiles() throws IOException {
        send("taken", 1_234);
        Path lines = directory.resolve("taken.ndjson");
        Path csv = directory.resolve("taken.csv");

        ended(heliograph("export", "--format", "ndjson", "--type", "taken", "-o", lines.toString()), 0, "1234 events");
        ended(heliograph("export", "--type", "taken", "-o", csv.toString()), 0, "1234 events");

        assertThat(Files.readAllLines(lines)).hasSize(1_234).allMatch(line -> line.startsWith("{\"id\":\"taken-"));
        assertThat(Files.readAllLines(csv)).hasSize(1_235);
        HubProcess again = heliograph("send", lines.toString());
        ended(again, 0, "accepted 0, duplicates 1234");
    }

    @Test
    void tailShowsWhatIsThere() {
        send("seen", 25);

        HubProcess tail = heliograph("tail", "--once", "--json", "--since", "1h", "--type", "seen");
        assertThat(tail.exitCode()).isZero();
        assertThat(tail.text().lines()).hasSize(25).allMatch(line -> line.startsWith("{\"id\":\"seen-"));
        assertThat(heliograph("tail", "--once", "--since", "1h", "--type", "seen")
                        .text()
                        .lines())
                .hasSize(25);
    }

    @Test
    void theDoctorFindsAllWellAndWhatIsNot() {
        HubProcess well = heliograph("doctor");
        ended(well, 0, "settings");
        assertThat(well.text()).doesNotContain("FAIL");

        Map<String, String> wrong = Map.of("HELIOGRAPH_URL", hub.url(), "HELIOGRAPH_HTTP_PORT", "99999");
        HubProcess ill = Hubs.command(directory, wrong, "doctor");
        ended(ill, 1, "FAIL");
        assertThat(ill.text()).contains("http.port");
    }

    @Test
    void aHubThatIsNotThereIsSaidInOneLine() throws IOException {
        Map<String, String> nowhere = Map.of("HELIOGRAPH_URL", "http://127.0.0.1:1");
        HubProcess export = Hubs.command(directory, nowhere, "export");

        assertThat(export.exitCode()).isEqualTo(3);
        assertThat(export.text().lines()).hasSize(1);
        Path file = Files.writeString(directory.resolve("one.ndjson"), "{\"type\":\"x\"}\n");
        HubProcess send = Hubs.command(directory, nowhere, "send", file.toString(), "--give-up-after", "1s");
        assertThat(send.exitCode()).isEqualTo(3);
        assertThat(send.text()).doesNotContain(" | at ", "Exception");
    }

    @Test
    void aBenchmarkSendsMeasuresAndIsStored() throws IOException {
        JsonNode ingest = json(
                heliograph("bench", "ingest", "--duration", "1s", "--batch", "10", "--connections", "2", "--json"));
        assertThat(ingest.path("accepted").asInt())
                .isPositive()
                .isEqualTo(ingest.path("sent").asInt());
        assertThat(ingest.path("errors")).isEmpty();
        assertThat(ingest.path("stored").path("all").asBoolean()).isTrue();

        JsonNode query = json(heliograph("bench", "query", "--duration", "1s", "--depth", "1", "--json"));
        assertThat(query.path("errors")).isEmpty();
        assertThat(query.path("kinds").path("type+agent").path("answers").asInt())
                .isPositive();

        JsonNode export = json(heliograph("bench", "query", "--export", "--json"));
        assertThat(export.path("rows").asInt())
                .isGreaterThanOrEqualTo(ingest.path("accepted").asInt());
    }

    @Test
    void aBenchmarkLetsAgentsSpeakToEachOtherAndHearOfAPanic() throws IOException {
        JsonNode messages = json(heliograph(
                "bench",
                "acp",
                "--agents",
                "4",
                "--rate",
                "40",
                "--replies",
                "--duration",
                "500ms",
                "--warm-up",
                "0s",
                "--json"));
        assertThat(messages.path("messages").asInt()).isPositive();
        assertThat(messages.path("missing").asInt()).isZero();
        assertThat(messages.path("refused")).isEmpty();
        assertThat(messages.path("round_trip_ms").path("p50").asDouble()).isPositive();

        JsonNode panic = json(heliograph("bench", "acp", "--measure", "panic", "--agents", "3", "--json"));
        assertThat(panic.path("panic").path("receipts").path("told").asInt()).isEqualTo(3);
        assertThat(panic.path("resume").path("last_has_it_ms").asDouble()).isPositive();
    }

    @Test
    void theJournalOfALiveHubIsSound() throws IOException {
        send("journaled", 50);

        ended(heliograph("journal", "verify"), 0, "node 1  sound: positions 0 to ");
        JsonNode journal = json(heliograph("journal", "inspect", "--json"))
                .path("journals")
                .path(0);
        assertThat(journal.path("end").asInt()).isGreaterThanOrEqualTo(50);
        assertThat(journal.path("stored_up_to").asInt()).isGreaterThanOrEqualTo(50);
        assertThat(journal.path("damage")).isEmpty();
    }

    @Test
    void theVersionIsSaid() {
        ended(heliograph("version"), 0, "heliograph ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "send", "tail", "export", "bench", "journal", "doctor", "version"})
    void helpShowsExamples(String command) {
        ended(heliograph(command, "--help"), 0, "Example", "heliograph " + command);
    }

    @Test
    void whatIsNoCommandIsAnsweredWithThoseThatAre() {
        ended(heliograph("sent"), 2, "send");
        ended(heliograph("--help"), 0, "run", "send", "tail", "export", "doctor", "version");
    }

    /** The one line that a command says to programs. */
    private static JsonNode json(HubProcess command) throws IOException {
        assertThat(command.exitCode()).as(command.text()).isZero();
        String line = command.text()
                .lines()
                .filter(said -> said.startsWith("{"))
                .reduce((first, last) -> last)
                .orElseThrow();
        return new ObjectMapper().readTree(line);
    }

    private static HubProcess heliograph(String... arguments) {
        return Hubs.command(directory, Map.of("HELIOGRAPH_URL", hub.url()), arguments);
    }

    private static void ended(HubProcess command, int exitCode, String... said) {
        assertThat(command.exitCode()).as(command.text()).isEqualTo(exitCode);
        assertThat(command.text()).contains(said).doesNotContain(" | at ", "Exception");
    }

    private static void send(String type, int events) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            lines.add(line(type, "\"id\":\"" + type + "-" + i + "\",", i));
        }
        http.post("/events", "[" + String.join(",", lines) + "]");
        stored(type, events);
    }

    private static void stored(String type, int events) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                http.get("/events/export?type=" + type).body().lines())
                        .hasSize(1 + events));
    }

    /** One line of a file, by its number. */
    private interface Lines {
        String line(int number);
    }

    private static Path write(String name, Lines lines) throws IOException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            all.add(lines.line(i));
        }
        return Files.write(directory.resolve(name + ".ndjson"), all);
    }

    private static String line(String type, String id, int number) {
        return "{" + id + "\"type\":\"" + type + "\",\"agent_id\":\"a-" + number % 7 + "\",\"payload\":{\"i\":" + number
                + "}}";
    }
}
