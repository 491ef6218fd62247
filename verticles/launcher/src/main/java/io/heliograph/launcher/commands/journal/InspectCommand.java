package io.heliograph.launcher.commands.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.journal.JournalInspection;
import io.heliograph.journal.JournalReport;
import io.heliograph.launcher.commands.client.Attempt;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.Progress;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.launcher.settings.HubConfig;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what the journals hold and how much of it waits to be stored. */
@Command(
        name = "inspect",
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = {
            "Shows the journal of each node of a data directory: its files, how far they are stored, and damage.",
            "",
            "Positions count events since the journal began. The files are read whole, and nothing is changed; a hub may"
                    + " run meanwhile. How far they are stored is asked of PostgreSQL, if that answers: positions before that"
                    + " are not lost, though they cannot be read here.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:there is no damage", "1:there is", "2:the command line or the settings have to be put right"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  heliograph journal inspect", "  heliograph journal inspect --data /var/lib/heliograph --json"})
public final class InspectCommand implements Callable<Integer> {
    @Mixin
    DataOptions data;

    @Option(names = "--json", description = "Print one line of JSON.")
    boolean json;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;

    public InspectCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return Attempt.of(surroundings, this::inspect);
    }

    private int inspect() throws CommandFailed, IOException, InterruptedException {
        HubConfig settings = data.settings();
        List<NodeJournal> journals = NodeJournal.under(settings.dataDirectory());
        // Before the files are read, so that a hub that runs has stored no more than they are seen to hold.
        CursorLookup lookup = CursorLookup.of(settings);
        Map<NodeJournal, JournalReport> reports = new LinkedHashMap<>();
        for (NodeJournal journal : journals) {
            reports.put(journal, read(journal));
        }
        // What was stored and let go of meanwhile is not missing.
        print(reports, lookup.isBehind(reports.values()) ? CursorLookup.of(settings) : lookup);
        boolean sound = reports.values().stream().allMatch(JournalReport::isSound);
        return sound ? ExitCodes.OK : ExitCodes.NOT_ALL_WELL;
    }

    private JournalReport read(NodeJournal journal) throws IOException {
        JournalInspection inspection = journal.inspection();
        try (Progress progress = Progress.of(surroundings, "reading", inspection.bytes())) {
            return inspection.inspect(new Reading(progress, "node " + journal.node())::read);
        }
    }

    private void print(Map<NodeJournal, JournalReport> reports, CursorLookup lookup) {
        if (json) {
            ObjectNode all = new ObjectMapper().createObjectNode();
            all.put("cursors_unknown_because", lookup.trouble().orElse(null));
            ArrayNode journals = all.putArray("journals");
            reports.forEach((journal, report) -> ReportJson.put(journals.addObject(), journal, report, lookup));
            surroundings.out().println(all);
        } else {
            ReportText text = new ReportText(surroundings.clock().instant());
            reports.forEach(
                    (journal, report) -> text.lines(journal, report, lookup).forEach(surroundings.out()::println));
        }
    }
}
