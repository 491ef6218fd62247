package io.heliograph.launcher.commands.maintenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.settings.Units;
import io.heliograph.launcher.commands.client.Answer;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.HubClient;
import io.heliograph.launcher.commands.client.HubOptions;
import io.heliograph.launcher.commands.client.Outage;
import io.heliograph.launcher.commands.client.Progress;
import io.heliograph.launcher.commands.client.Retry;
import io.heliograph.launcher.commands.client.Retry.Attempt;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.launcher.commands.client.UntilInterrupted;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets old events expire, and watches until their room is given back. */
@Command(
        name = "prune",
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = {
            "Lets events expire that are older than asked: at once, on every node and for good. Then waits until the hub has"
                    + " given their room on the disk back; Ctrl-C ends the waiting, not the work.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or counted",
            "1:the job was cancelled or failed",
            "2:the command line or the key has to be put right",
            "3:the hub could not be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  heliograph prune --max-age 30d --dry-run      # how many events that would be",
            "  heliograph prune --max-age 30d",
            "  heliograph prune --max-age 7d --all           # of all projects; takes projects:manage"
        })
public final class PruneCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    @Option(
            names = "--max-age",
            required = true,
            paramLabel = "AGE",
            description = "Events whose time is longer ago than this expire: 30d, 12h, 90s.")
    String maxAge;

    @Option(names = "--dry-run", description = "Count them only.")
    boolean dryRun;

    @Option(names = "--all", description = "The events of all projects instead of the key's own.")
    boolean all;

    @Mixin
    HubOptions hub;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;

    public PruneCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return UntilInterrupted.run(this::prune);
    }

    private int prune() {
        try {
            HubClient client = hub.client();
            byte[] body = body();
            JsonNode report = ask(client, () -> client.post("/maintenance/prune", "application/json", body));
            surroundings.out().println(told(report));
            return report.path("job").isNumber()
                    ? watch(client, report.path("job").asLong())
                    : ExitCodes.OK;
        } catch (CommandFailed e) {
            return surroundings.end(e);
        } catch (InterruptedException e) {
            return ExitCodes.INTERRUPTED;
        } finally {
            surroundings.out().flush();
        }
    }

    private byte[] body() throws CommandFailed {
        try {
            ObjectNode asked = JSON.createObjectNode()
                    .put("max_age_seconds", Units.duration(maxAge).toSeconds())
                    .put("dry_run", dryRun)
                    .put("all", all);
            return JSON.writeValueAsBytes(asked);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage("--max-age: '" + maxAge + "' " + e.getMessage());
        } catch (IOException e) {
            throw new IllegalStateException("memory takes all bytes", e);
        }
    }

    private int watch(HubClient client, long job) throws CommandFailed, InterruptedException {
        try (Progress progress = Progress.of(surroundings, "prune", -1)) {
            while (true) {
                JsonNode state = ask(client, () -> client.get("/maintenance/jobs/" + job, Map.of()));
                progress.at(state.path("bytes").asLong(), "given back, " + days(state));
                if (state.path("ended_at").isTextual()) {
                    return ended(state);
                }
                surroundings.pace().pause(LOOK_EVERY);
            }
        }
    }

    private int ended(JsonNode job) {
        surroundings
                .out()
                .printf(
                        "job %d is %s: %d events removed, %d bytes given back%n",
                        job.path("id").asLong(),
                        job.path("state").asText(),
                        job.path("events").asLong(),
                        job.path("bytes").asLong());
        if (job.path("detail").isTextual()) {
            surroundings.say(job.path("detail").asText());
        }
        return job.path("state").asText().equals("done") ? ExitCodes.OK : ExitCodes.NOT_ALL_WELL;
    }

    private static String days(JsonNode job) {
        return job.path("days_done").asInt() + " of " + job.path("days").asInt() + " days";
    }

    private static String told(JsonNode report) {
        String events = report.path("events").isNumber() ? report.path("events").asText() : "an uncounted number of";
        return events + " events from before " + report.path("before").asText()
                + (report.path("dry_run").asBoolean() ? " would expire" : " have expired");
    }

    private JsonNode ask(HubClient client, Attempt attempt) throws CommandFailed, InterruptedException {
        Retry retry = new Retry(surroundings.pace(), new Outage(surroundings), PATIENCE);
        Answer answer = retry.untilAnswered(client.hub(), attempt);
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
}
