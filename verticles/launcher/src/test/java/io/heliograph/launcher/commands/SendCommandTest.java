package io.heliograph.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.launcher.commands.LedgerHub.Trouble;
import io.heliograph.launcher.commands.send.SendCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class SendCommandTest {
    @TempDir
    Path directory;

    private LedgerHub hub;
    private final Desk desk = new Desk();

    @BeforeEach
    void open() throws IOException {
        hub = new LedgerHub();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void throughEveryTroubleEachLineIsOneEvent() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Trouble[] script =
                random.ints(400, 0, 10).mapToObj(SendCommandTest::mostlyNone).toArray(Trouble[]::new);
        hub.troubles(request -> request == 20 ? Trouble.CUT_AFTER : script[request % script.length]);
        desk.duringPauses(count -> {
            if (count == 3) {
                hub.stop();
            } else if (count == 12) {
                hub.restart();
            }
        });

        int exit = send(file(20_000), "--batch", "100");

        assertThat(exit).as("seed %d: %s", seed, desk.err()).isZero();
        assertThat(hub.stored()).as("seed %d", seed).hasSize(20_000);
        Map<Integer, String> idOfLine = new HashMap<>();
        for (JsonNode event : hub.ledger) {
            String id = event.path("id").asText();
            assertThat(idOfLine.putIfAbsent(event.path("n").asInt(), id))
                    .as("seed %d", seed)
                    .isIn(null, id);
        }
        assertThat(idOfLine).hasSize(20_000);
        assertThat(hub.ledger).as("some were sent again").hasSizeGreaterThan(20_000);
    }

    @Test
    void aLineThatIsSentAgainBearsTheSameTime() throws IOException {
        hub.troubles(request -> request == 1 ? Trouble.CUT_AFTER : Trouble.NONE);

        send(file(3));

        assertThat(hub.ledger).hasSize(6);
        assertThat(hub.ledger.subList(0, 3)).isEqualTo(hub.ledger.subList(3, 6));
    }

    @Test
    void whatTheLineSaysIsHandedOnAsItStands() {
        desk.input("{\"type\":\"t\",\"payload\":{\"x\":1.00E5,\"big\":12345678901234567890123}}\n"
                + "{ \"id\" : \"mine\", \"timestamp\":\"2026-05-05T00:00:00Z\", \"type\":\"t\" }\r\n"
                + "\n{\"type\":\"t\",\"timestamp\":null,\"id\":null}");

        assertThat(send("-")).isZero();

        assertThat(hub.stored().get("mine").path("timestamp").asText()).isEqualTo("2026-05-05T00:00:00Z");
        assertThat(hub.stored().values())
                .hasSize(3)
                .allMatch(event -> event.path("timestamp").isTextual())
                .anyMatch(event -> event.path("payload").path("big").isBigInteger());
    }

    @Test
    void theSameWordsOnAnotherLineAreAnotherEvent() {
        desk.input("{\"type\":\"t\"}\n{\"type\":\"t\"}\n{\"type\":\"t\"}\n");

        assertThat(send("-")).isZero();

        assertThat(hub.stored()).hasSize(3);
    }

    @Test
    void rejectedLinesAreNamedByTheirNumberInTheFile() {
        desk.input("{\"type\":\"t\"}\n\n{\"no\":\"type\"}\nnot json\n{\"type\":\"t\"}\n{}\n");

        assertThat(send("-", "--batch", "2")).isEqualTo(1);

        assertThat(desk.err())
                .contains("sent 5, accepted 2, duplicates 0, rejected 3")
                .contains("line 3: missing-field: 'type' is missing", "line 4: missing-field", "line 6: missing-field");
    }

    @Test
    void onlyTheFirstTenRejectedLinesAreShown() {
        desk.input("{}\n".repeat(25));

        assertThat(send("-")).isEqualTo(1);

        assertThat(desk.err()).contains("line 10:", "and 15 more").doesNotContain("line 11:");
    }

    @Test
    void aBatchThatIsTooLargeIsSentInParts() throws IOException {
        hub.refusesMoreThan(7);

        assertThat(send(file(100), "--batch", "50")).isZero();

        assertThat(hub.stored()).hasSize(100);
    }

    @Test
    void anInterruptedSendingGoesOnWhereItWas() throws Exception {
        String file = file(5_000);
        Path state = directory.resolve("state");
        hub.troubles(request -> request > 12 ? Trouble.CUT_AFTER : Trouble.NONE);
        Thread sender = Thread.currentThread();
        desk.duringPauses(count -> {
            sender.interrupt();
            throw new InterruptedException();
        });
        assertThat(send(file, "--batch", "100", "--resume", state.toString())).isEqualTo(130);
        // Of several senders that paused, each may have interrupted, and only one was heard.
        Thread.interrupted();
        int answered = LedgerHub.JSON.readTree(state.toFile()).path("lines").asInt();
        assertThat(answered).isBetween(100, 1_200);

        hub.troubles(request -> Trouble.NONE);
        Desk later = new Desk();
        assertThat(send(later, file, "--batch", "64", "--resume", state.toString()))
                .isZero();

        assertThat(hub.stored()).hasSize(5_000);
        assertThat(later.err()).contains("sent " + (5_000 - answered) + ",");
        assertThat(hub.ledger.stream().collect(Collectors.groupingBy(event -> event.path("id"), Collectors.toSet())))
                .as("an event that is sent by both runs is the same in both")
                .allSatisfy((id, forms) -> assertThat(forms).hasSize(1));
    }

    @Test
    void aFinishedSendingThatIsResumedSendsNothing() throws IOException {
        String file = file(10);
        String state = directory.resolve("state").toString();
        send(file, "--resume", state);

        assertThat(send(new Desk(), file, "--resume", state)).isZero();

        assertThat(hub.ledger).hasSize(10);
    }

    @Test
    void anotherFileIsNotTakenForTheOneToResume() throws IOException {
        String file = file(10);
        String state = directory.resolve("state").toString();
        send(file, "--resume", state);
        Files.writeString(Path.of(file), "{\"type\":\"other\"}\n".repeat(20));

        assertThat(send(file, "--resume", state)).isEqualTo(2);

        assertThat(desk.err()).contains("is not what it was");
        assertThat(hub.ledger).hasSize(10);
    }

    @Test
    void aHubThatAsksForPatienceGetsIt() throws IOException {
        hub.troubles(request -> request <= 3 ? Trouble.BUSY : Trouble.NONE);

        assertThat(send(file(1))).isZero();

        assertThat(desk.pauses).hasSize(3).allMatch(pause -> pause.compareTo(Duration.ofSeconds(2)) >= 0);
    }

    @Test
    void aHubThatStaysAwayIsGivenUpOn() throws IOException {
        hub.stop();

        assertThat(send(file(1), "--give-up-after", "1m")).isEqualTo(3);

        assertThat(desk.nanos()).isEqualTo(Duration.ofMinutes(1).toNanos());
        assertThat(desk.err()).contains("nothing answers at " + hub.url());
    }

    @Test
    void aCredentialThatIsRefusedEndsTheSendingAtOnce() throws IOException {
        hub.troubles(request -> Trouble.FORBIDDEN);

        assertThat(send(file(1))).isEqualTo(2);

        assertThat(desk.err()).contains("The scope events:write is missing. See there. (forbidden)");
        assertThat(desk.pauses).isEmpty();
    }

    @Test
    void anEventLargerThanAnyIsLeftOutAndNamed() throws IOException {
        Path file = directory.resolve("large");
        Files.writeString(file, "{\"type\":\"t\"}\n{\"type\":\"" + "x".repeat(9 << 20) + "\"}\n{\"type\":\"t\"}\n");

        assertThat(send(file.toString())).isEqualTo(1);

        assertThat(hub.stored()).hasSize(2);
        assertThat(desk.err()).contains("line 2: event-too-large");
    }

    private static Trouble mostlyNone(int draw) {
        return switch (draw) {
            case 0 -> Trouble.BUSY;
            case 1 -> Trouble.CUT_BEFORE;
            case 2 -> Trouble.CUT_AFTER;
            default -> Trouble.NONE;
        };
    }

    private String file(int lines) throws IOException {
        Path file = directory.resolve("events.ndjson");
        Stream<String> events = IntStream.range(0, lines).mapToObj("{\"type\":\"job.done\",\"n\":%d}"::formatted);
        Files.write(file, (Iterable<String>) events::iterator);
        return file.toString();
    }

    private int send(String file, String... options) {
        return send(desk, file, options);
    }

    private int send(Desk from, String file, String... options) {
        List<String> arguments = Stream.concat(Stream.of(file, "--url", hub.url()), Stream.of(options))
                .toList();
        return new CommandLine(new SendCommand(from.surroundings())).execute(arguments.toArray(String[]::new));
    }
}
