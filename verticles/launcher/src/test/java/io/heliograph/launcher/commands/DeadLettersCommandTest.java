package io.heliograph.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.heliograph.launcher.commands.deadletters.DeadLettersCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DeadLettersCommandTest {
    private static final String LETTER =
            "{\"id\":%d,\"set_aside_at\":\"2027-01-31T11:00:00Z\",\"sqlstate\":\"23514\",\"reason\":\"%s\",\"bytes\":9,\"event\":%s}";

    private final Desk desk = new Desk();
    private final List<String> asked = new ArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private HttpServer hub;
    private int status = 200;

    @BeforeEach
    void open() throws IOException {
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        hub.createContext("/dead-letters", this::answer);
        hub.start();
    }

    @AfterEach
    void close() {
        hub.stop(0);
    }

    @Test
    void aListShowsOneALineOverAllPages() {
        answers.add(page("7", LETTER.formatted(9, "no\\nway", "{\"type\":\"hardware.gpu\"}")));
        answers.add(page(null, LETTER.formatted(3, "never", "null")));

        assertThat(run("list", "--sqlstate", "23514", "--since", "1h", "--limit", "1500"))
                .isZero();

        assertThat(desk.out().lines())
                .containsExactly(
                        "9  2027-01-31T11:00:00Z  23514  hardware.gpu  no\\nway",
                        "3  2027-01-31T11:00:00Z  23514  -  never");
        assertThat(asked)
                .containsExactly(
                        "GET /dead-letters?sqlstate=23514&since=2027-01-31T11%3A00%3A00Z&limit=1000",
                        "GET /dead-letters?sqlstate=23514&since=2027-01-31T11%3A00%3A00Z&limit=1000&cursor=7");
    }

    @Test
    void aListThatIsCutSaysSo() {
        answers.add(page("7", LETTER.formatted(9, "no", "null")));
        assertThat(run("list", "--limit", "1")).isZero();
        assertThat(desk.err()).contains("there are more; a larger --limit shows them");
    }

    @Test
    void jsonIsHandedOnAsItCame() {
        String page = page(null, LETTER.formatted(9, "no", "{\"payload\":{\"x\":1.00E5,\n\"y\":2}}"));
        answers.add(page);
        assertThat(run("list", "--json")).isZero();
        assertThat(desk.out().strip()).isEqualTo(page.replace('\n', ' '));
    }

    @Test
    void aReplayGoesOnUntilAllWereTriedAndShowsWhatWasRefusedAgain() {
        answers.add(report(200, "7", ""));
        answers.add(report(1, null, "{\"id\":8,\"sqlstate\":\"23514\",\"reason\":\"still\"}"));

        assertThat(run("replay", "--all")).isEqualTo(1);

        assertThat(desk.out().strip()).isEqualTo("8  23514  still");
        assertThat(desk.err()).contains("stored 201, duplicates 2, refused again 1");
        assertThat(asked)
                .containsExactly(
                        "POST /dead-letters/replay {\"limit\":200,\"all\":true}",
                        "POST /dead-letters/replay {\"limit\":200,\"all\":true,\"cursor\":\"7\"}");
    }

    @Test
    void whatIsReplayedIsChosenOnce() {
        answers.add(report(2, null, ""));
        assertThat(run("replay", "17", "18")).isZero();
        assertThat(run("replay", "--sqlstate", "23514")).isZero();
        assertThat(asked)
                .containsExactly(
                        "POST /dead-letters/replay {\"ids\":[17,18]}",
                        "POST /dead-letters/replay {\"limit\":200,\"sqlstate\":\"23514\"}");
        assertThat(run("replay")).isEqualTo(2);
        assertThat(run("replay", "17", "--all")).isEqualTo(2);
        assertThat(run("delete")).isEqualTo(2);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aHubWhoseDatabaseIsAwayIsWaitedForALittle() {
        status = 503;
        answers.add("{\"code\":\"database-unavailable\",\"detail\":\"Circuit breaker is open\"}");
        desk.duringPauses(count -> {
            status = 200;
            answers.clear();
            answers.add(report(1, null, ""));
        });
        assertThat(run("replay", "--all")).isZero();
        assertThat(asked).hasSize(2);
    }

    @Test
    void aDeletionSaysWhatWasNotThere() {
        answers.add("{\"deleted\":1}");
        assertThat(run("delete", "17", "18", "17")).isEqualTo(1);
        assertThat(asked).containsExactly("POST /dead-letters/delete {\"ids\":[17,18]}");
        assertThat(desk.err()).contains("deleted 1 of 2");
    }

    @Test
    void aRefusalIsExplained() {
        status = 403;
        answers.add("{\"code\":\"forbidden\",\"detail\":\"This takes the scope events:write.\"}");
        assertThat(run("delete", "17")).isEqualTo(2);
        assertThat(desk.err()).contains("refuses: This takes the scope events:write.");
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--url";
        all[arguments.length + 1] = "http://127.0.0.1:" + hub.getAddress().getPort();
        return DeadLettersCommand.commandLine(desk.surroundings()).execute(all);
    }

    private void answer(HttpExchange http) throws IOException {
        String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add((http.getRequestMethod() + " " + http.getRequestURI() + " " + body).strip());
        byte[] answer = (answers.size() > 1 ? answers.poll() : answers.peek()).getBytes(StandardCharsets.UTF_8);
        http.sendResponseHeaders(status, answer.length);
        http.getResponseBody().write(answer);
        http.close();
    }

    private static String page(String next, String letter) {
        return "{\"items\":[" + letter + "],\"next\":" + (next == null ? "null" : "\"" + next + "\"") + "}";
    }

    private static String report(int stored, String next, String refused) {
        return "{\"stored\":%d,\"duplicates\":1,\"refused\":[%s],\"next\":%s}"
                .formatted(stored, refused, next == null ? "null" : "\"" + next + "\"");
    }
}
