package io.heliograph.launcher.commands;

import static io.heliograph.launcher.commands.Desk.MORNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.launcher.commands.tail.TailCommand;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class TailCommandTest {
    private ListingHub hub;
    private final Desk desk = new Desk();

    @BeforeEach
    void open() throws IOException {
        hub = new ListingHub();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void eachEventIsShownOnceAlsoWhenItIsLate() {
        store("a", 0);
        store("b", 1);
        store("c", 1);
        desk.duringPauses(count -> {
            switch (count) {
                case 1 -> store("d", 20);
                case 2 -> store("late", 3);
                case 3 -> store("e", 90);
                case 4 -> store("too-late", 30);
                default -> throw new InterruptedException();
            }
        });

        assertThat(tail()).isZero();

        assertThat(shown()).containsExactly("a", "b", "c", "d", "late", "e");
    }

    @Test
    void anEventFromTheFutureDoesNotHideThoseOfNow() {
        hub.store("future", MORNING.plusSeconds(86_400), MORNING, "{\"name\":\"future\"}");
        desk.duringPauses(count -> {
            if (count == 2) {
                throw new InterruptedException();
            }
            store("now", 2);
        });

        tail();

        assertThat(shown()).containsExactly("future", "now");
    }

    @Test
    void aHubThatGoesAwayIsWaitedFor() {
        store("a", 0);
        desk.duringPauses(count -> {
            if (count == 1) {
                hub.away(true);
            } else if (count == 9) {
                hub.away(false);
                store("b", 1);
            } else if (count > 10) {
                throw new InterruptedException();
            }
        });

        assertThat(tail()).isZero();

        assertThat(shown()).containsExactly("a", "b");
        assertThat(desk.err()).containsOnlyOnce("trying on: ").contains("the hub answers again");
    }

    @Test
    void withOnceItEndsBehindWhatIsThere() {
        store("a", 0);
        store("b", 1);
        store("c", 2);

        assertThat(tail("--once", "--type", "job.done", "--agent-id", "ä b")).isZero();

        assertThat(shown()).containsExactly("a", "b", "c");
        assertThat(hub.queries)
                .allMatch(query -> query.get("agent_id").equals("ä b")
                        && query.get("type").equals("job.done")
                        && query.get("since").equals(MORNING.minusSeconds(10).toString()));
    }

    @Test
    void withOnceAHubThatIsAwayIsAnError() {
        hub.close();

        assertThat(tail("--once")).isEqualTo(3);

        assertThat(desk.err()).contains("nothing answers at");
    }

    @Test
    void jsonIsHandedOnDigitForDigitAndOneALine() {
        hub.store("a", MORNING, MORNING, "{\"x\":1.00E5,\n \"y\":\"\\u00e9\"}");

        tail("--once", "--json");

        assertThat(desk.out().lines())
                .singleElement()
                .asString()
                .contains("\"payload\":{\"x\":1.00E5,  \"y\":\"\\u00e9\"}}");
    }

    @Test
    void nothingInAnEventReachesTheTerminalAsAControl() {
        hub.store("a", MORNING, MORNING, "{\"x\":\"\u009b31m\u202e\u007f\"}");

        tail("--once");

        assertThat(desk.out().strip())
                .isEqualTo("2027-01-31T12:00:00.000Z  job.done  s  {\"x\":\"\\u009b31m\\u202e\\u007f\"}");
    }

    @Test
    void aTimeThatCannotBeReadIsExplained() {
        assertThat(tail("--since", "yesterday")).isEqualTo(2);

        assertThat(desk.err()).contains("--since takes a time such as", "'yesterday'");
    }

    private void store(String id, int second) {
        hub.store(id, MORNING.plusSeconds(second), MORNING.plusSeconds(second), "{\"name\":\"" + id + "\"}");
    }

    private List<String> shown() {
        return desk.out()
                .lines()
                .map(line -> line.replaceAll(".*\"name\":\"(.*)\".*", "$1"))
                .toList();
    }

    private int tail(String... options) {
        String[] arguments =
                Stream.concat(Stream.of("--url", hub.url()), Stream.of(options)).toArray(String[]::new);
        return new CommandLine(new TailCommand(desk.surroundings())).execute(arguments);
    }
}
