package io.heliograph.launcher.commands.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.HubOptions;
import io.heliograph.launcher.commands.client.Printable;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.launcher.commands.client.UntilInterrupted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stores dead letters after all. */
@Command(
        name = "replay",
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = {
            "Stores dead letters after all, oldest first, each once, however often this is repeated or cut off.",
            "",
            "Those that PostgreSQL refuses again are shown with its reason, and kept.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:none was refused again",
            "1:some were refused again",
            "2:the command line or the key has to be put right",
            "3:the hub could not be reached, or its database"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  heliograph deadletters replay 17 18",
            "  heliograph deadletters replay --sqlstate 23514",
            "  heliograph deadletters replay --all"
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final int A_CALL = 200;

    /** What is replayed. */
    static final class Choice {
        @Parameters(paramLabel = "ID", arity = "1..*", description = "These.")
        List<Long> ids;

        @Option(names = "--sqlstate", paramLabel = "STATE", description = "Those refused with this SQLSTATE.")
        String sqlstate;

        @Option(names = "--all", description = "All.")
        boolean all;
    }

    @ArgGroup(multiplicity = "1")
    Choice choice;

    @Mixin
    HubOptions hub;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;
    private long stored;
    private long duplicates;
    private long refused;

    public ReplayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return UntilInterrupted.run(this::replay);
    }

    private int replay() {
        try {
            Desk desk = new Desk(hub.client(), surroundings);
            for (ObjectNode asked : questions()) {
                untilTried(desk, asked);
            }
            return refused == 0 ? ExitCodes.OK : ExitCodes.NOT_ALL_WELL;
        } catch (CommandFailed e) {
            return surroundings.end(e);
        } catch (InterruptedException e) {
            return ExitCodes.INTERRUPTED;
        } finally {
            surroundings.out().flush();
            surroundings.say("stored " + stored + ", duplicates " + duplicates + ", refused again " + refused);
        }
    }

    private void untilTried(Desk desk, ObjectNode asked) throws CommandFailed, InterruptedException {
        JsonNode report;
        do {
            report = desk.post("replay", asked);
            count(report);
            asked.set("cursor", report.path("next"));
        } while (report.path("next").isTextual());
    }

    private void count(JsonNode report) {
        stored += report.path("stored").asLong();
        duplicates += report.path("duplicates").asLong();
        refused += report.path("refused").size();
        report.path("refused")
                .forEach(refusal -> surroundings
                        .out()
                        .println(Printable.escape(String.join(
                                "  ",
                                refusal.path("id").asText(),
                                refusal.path("sqlstate").asText(),
                                refusal.path("reason").asText()))));
    }

    private List<ObjectNode> questions() {
        List<ObjectNode> questions = new ArrayList<>();
        if (choice.ids == null) {
            ObjectNode all = Desk.JSON.createObjectNode().put("limit", A_CALL);
            questions.add(choice.all ? all.put("all", true) : all.put("sqlstate", choice.sqlstate));
            return questions;
        }
        for (int from = 0; from < choice.ids.size(); from += A_CALL) {
            ObjectNode some = Desk.JSON.createObjectNode();
            choice.ids.subList(from, Math.min(choice.ids.size(), from + A_CALL)).forEach(some.putArray("ids")::add);
            questions.add(some);
        }
        return questions;
    }
}
