package io.heliograph.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.launcher.system.Hubs;
import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage is told apart by what it costs: what PostgreSQL has already is no loss, and of the rest the positions are named. */
@Tag("fault")
class DamagedJournalIT {
    private static final int EVENTS = 80;

    @TempDir
    Path directory;

    private final PostgresServer server = PostgresServer.shared();

    @Test
    void aStartSaysWhatOfTheDamageIsStoredAndNamesTheGapInWhatWaited() throws IOException {
        String database = server.create();
        try (Node node = new Node(directory, server, database, server.port()).start()) {
            send(node, "stored");
            node.awaitDrained(Duration.ofSeconds(30));
            try (Sql other = server.open(database).begin()) {
                other.run("lock table telemetry in access exclusive mode");
                send(node, "waits");
                send(node, "lost");
                send(node, "waits");
                node.process().kill();
                other.rollback();
            }
            damage("stored", "lost");
            node.launch();
            Hubs.refused(
                    node.process(), "80 of these 160 events are in PostgreSQL already, the other 80 are nowhere else");
            assertThat(node.process().text())
                    .contains("positions 0 to 79 (80 events), positions 160 to 239 (80 events)")
                    .contains("what of it was stored before is not lost");
        }
        Map<String, String> environment = Map.of("HELIOGRAPH_DATABASE_URL", server.url(database, server.port()));
        try (HubProcess inspect = Hubs.command(directory, environment, "journal", "inspect")) {
            assertThat(inspect.text())
                    .contains("positions 0 to 79 (80 events) cannot be read here, 80 of them stored already")
                    .contains("positions 160 to 239 (80 events) cannot be read here, 0 of them stored already");
        }
        String[] goOn = {"--set", "journal.on-damage=set-aside"};
        try (Node node = new Node(directory, server, database, server.port(), goOn).start();
                Sql session = server.open(database)) {
            node.awaitDrained(Duration.ofSeconds(30));
            assertThat(node.process().text())
                    .contains(
                            "80 of the 160 events that the journal cannot read any more were stored before; 80 are lost")
                    .contains("positions 160 to 239 (80 events) are neither in the journal nor stored");
            assertThat(session.number("select count(*) from telemetry")).isEqualTo(3 * EVENTS);
        }
    }

    private static void send(Node node, String type) {
        String events = "[" + String.join(",", Collections.nCopies(EVENTS, "{\"type\":\"" + type + "\"}")) + "]";
        assertThat(node.http().post("/events", events).status()).isEqualTo(202);
    }

    /** Flips a bit of the first record that holds each of the words. */
    private void damage(String... words) throws IOException {
        for (Path file : segments()) {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
            for (String word : words) {
                assertThat(content).contains(word);
                bytes[content.indexOf(word)] ^= 1;
            }
            Files.write(file, bytes);
        }
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getParent().endsWith("journal")
                            && file.toString().endsWith(".log"))
                    .toList();
        }
    }
}
