package io.heliograph.launcher.commands.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.contracts.json.Times;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.HubOptions;
import io.heliograph.launcher.commands.client.Moments;
import io.heliograph.launcher.commands.client.Printable;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.launcher.commands.client.UntilInterrupted;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows dead letters. */
@Command(
        name = "list",
        usageHelpAutoWidth = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Shows dead letters, newest first: id, when PostgreSQL refused it, SQLSTATE, the event's type, the reason.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:they were shown",
            "2:the command line or the key has to be put right",
            "3:the hub could not be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  heliograph deadletters list --since 1h",
            "  heliograph deadletters list --sqlstate 23514 --json | jq '.items[].event.payload'"
        })
public final class ListCommand implements Callable<Integer> {
    private static final int PAGE = 1_000;

    @Option(names = "--sqlstate", paramLabel = "STATE", description = "Only those refused with this SQLSTATE.")
    String sqlstate;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only those refused from here on: a time such as 2026-01-31T12:00:00Z, or how long ago: 24h.")
    String since;

    @Option(names = "--limit", paramLabel = "NUMBER", defaultValue = "100", description = "How many at the most.")
    int limit;

    @Option(names = "--json", description = "The pages as the hub gave them, one a line, with the events.")
    boolean json;

    @Mixin
    HubOptions hub;

    @Mixin
    HelpOption help;

    @Spec
    CommandSpec spec;

    private final Surroundings surroundings;

    public ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return UntilInterrupted.run(this::list);
    }

    private int list() {
        try {
            pages(new Desk(hub.client(), surroundings), parameters());
            return ExitCodes.OK;
        } catch (CommandFailed e) {
            return surroundings.end(e);
        } catch (InterruptedException e) {
            return ExitCodes.INTERRUPTED;
        } finally {
            surroundings.out().flush();
        }
    }

    private void pages(Desk desk, Map<String, String> parameters) throws CommandFailed, InterruptedException {
        int left = limit;
        while (left > 0 && !surroundings.out().checkError()) {
            parameters.put("limit", Integer.toString(Math.min(left, PAGE)));
            byte[] body = desk.list(parameters);
            JsonNode page = desk.read(body);
            print(body, page);
            if (page.path("next").isNull()) {
                return;
            }
            left -= page.path("items").size();
            parameters.put("cursor", page.path("next").asText());
        }
        surroundings.say("there are more; a larger --limit shows them");
    }

    private void print(byte[] body, JsonNode page) {
        if (json) {
            // What senders wrote is handed on digit for digit; between tokens a line break is but a space.
            surroundings
                    .out()
                    .println(new String(body, StandardCharsets.UTF_8)
                            .replace('\n', ' ')
                            .replace('\r', ' '));
            return;
        }
        int width = surroundings.outIsTerminal() ? spec.usageMessage().width() : Integer.MAX_VALUE;
        page.path("items").forEach(letter -> surroundings.out().println(Printable.cut(line(letter), width)));
    }

    private static String line(JsonNode letter) {
        return Printable.escape(String.join(
                "  ",
                letter.path("id").asText(),
                letter.path("set_aside_at").asText(),
                letter.path("sqlstate").asText(),
                letter.path("event").path("type").asText("-"),
                letter.path("reason").asText()));
    }

    private Map<String, String> parameters() throws CommandFailed {
        if (limit < 1) {
            throw CommandFailed.usage("--limit takes 1 or more");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        if (sqlstate != null) {
            parameters.put("sqlstate", sqlstate);
        }
        Instant from = Moments.moment("--since", since, surroundings.clock());
        if (from != null) {
            parameters.put("since", Times.format(from));
        }
        return parameters;
    }
}
