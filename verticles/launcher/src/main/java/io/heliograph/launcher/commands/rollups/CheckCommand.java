package io.heliograph.launcher.commands.rollups;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heliograph.launcher.commands.client.Answer;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.HubClient;
import io.heliograph.launcher.commands.client.HubOptions;
import io.heliograph.launcher.commands.client.Moments;
import io.heliograph.launcher.commands.client.Printable;
import io.heliograph.launcher.commands.client.Retry;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.launcher.commands.client.UntilInterrupted;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares rollups with the events that they are made of. */
@Command(
        name = "check",
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = {
            "Compares rollups with the events that they are made of: minutes with events, hours with minutes, days with hours.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:they say the same",
            "1:they differ; each of the first differences is a line",
            "2:the command line or the key has to be put right",
            "3:the hub could not be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  heliograph rollups check", "  heliograph rollups check --since 30d"})
public final class CheckCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "1d",
            description = "From this time on, or how long ago: 4h, 30d (default: ${DEFAULT-VALUE}).")
    String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Before this time (default: now).")
    String until;

    @Mixin
    HubOptions hub;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;
    private long events;
    private long compared;
    private long differences;

    public CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return UntilInterrupted.run(this::check);
    }

    private int check() {
        try {
            HubClient client = hub.client();
            Instant from = Moments.moment("--since", since, surroundings.clock());
            Instant end = until == null
                    ? surroundings.clock().instant()
                    : Moments.moment("--until", until, surroundings.clock());
            while (from != null) {
                from = part(client, from, end);
            }
            surroundings.say("read " + events + " events, compared " + compared + " rows, " + differences
                    + (differences == 1 ? " difference" : " differences"));
            return differences == 0 ? ExitCodes.OK : ExitCodes.NOT_ALL_WELL;
        } catch (CommandFailed e) {
            return surroundings.end(e);
        } catch (InterruptedException e) {
            return ExitCodes.INTERRUPTED;
        } finally {
            surroundings.out().flush();
        }
    }

    /** Compares as much as the hub does at a time, and returns where to go on; null at the end. */
    private Instant part(HubClient client, Instant from, Instant end) throws CommandFailed, InterruptedException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("from", from.toString());
        parameters.put("to", end.toString());
        JsonNode report = ask(client, parameters);
        events += report.path("events").asLong();
        compared += report.path("compared").asLong();
        differences += report.path("differences").asLong();
        report.path("first").forEach(difference -> surroundings.out().println(line(difference)));
        JsonNode next = report.path("next");
        return next.isTextual() ? Instant.parse(next.asText()) : null;
    }

    private static JsonNode ask(HubClient client, Map<String, String> parameters)
            throws CommandFailed, InterruptedException {
        Answer answer;
        try {
            answer = client.get("/metrics/check", parameters);
        } catch (IOException e) {
            throw CommandFailed.unreachable(Retry.describe(client.hub(), e));
        }
        if (!answer.ok()) {
            throw CommandFailed.usage("the hub at " + client.hub() + " refuses: "
                    + answer.problem().text());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw CommandFailed.usage("the answer of " + client.hub() + " is none of a hub's; is this its address?");
        }
    }

    private static String line(JsonNode difference) {
        JsonNode field = difference.path("field");
        return Printable.escape(String.join(
                "  ",
                difference.path("rollup").asText(),
                difference.path("at").asText(),
                difference.path("type").asText(),
                field.isTextual() ? field.asText() : "(events)",
                "count " + difference.path("found").asText() + " instead of "
                        + difference.path("expected").asText(),
                "sum " + difference.path("found_sum").asText() + " instead of "
                        + difference.path("expected_sum").asText()));
    }
}
