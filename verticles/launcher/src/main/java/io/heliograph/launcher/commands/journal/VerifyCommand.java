package io.heliograph.launcher.commands.journal;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.journal.JournalInspection;
import io.heliograph.journal.JournalReport;
import io.heliograph.journal.JournalReport.Defect;
import io.heliograph.launcher.commands.client.Attempt;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.Progress;
import io.heliograph.launcher.commands.client.Surroundings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads every event of the journals. */
@Command(
        name = "verify",
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = {
            "Reads every record of the journals of a data directory: its checksum, that its position follows the one"
                    + " before, and every event in it. The first damaged place of each file is named; what was stored before is not"
                    + " lost by it, and 'journal inspect' tells how far that is.",
            "",
            "Nothing is changed, and memory does not grow with the journal. A hub may run meanwhile: what it is just"
                    + " writing is not damage.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every event can be read",
            "1:there is damage",
            "2:the command line or the settings have to be put right"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  heliograph journal verify", "  heliograph journal verify --data /var/lib/heliograph"})
public final class VerifyCommand implements Callable<Integer> {
    private static final int READ_TWICE = 2;
    private static final String STORED_IS_NOT_LOST =
            "  What was stored before is not lost: 'heliograph journal inspect' tells how"
                    + " far that is while PostgreSQL runs, and so does a start that stops at the damage.";

    @Mixin
    DataOptions data;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;

    public VerifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return Attempt.of(surroundings, this::verify);
    }

    private int verify() throws CommandFailed, IOException {
        boolean sound = true;
        for (NodeJournal journal : NodeJournal.under(data.settings().dataDirectory())) {
            sound &= verify(journal);
        }
        return sound ? ExitCodes.OK : ExitCodes.NOT_ALL_WELL;
    }

    private boolean verify(NodeJournal journal) throws IOException {
        try {
            JournalReport report = read(journal);
            String verdict = report.isSound() ? "sound" : "DAMAGED";
            surroundings.out().println("node " + journal.node() + "  " + verdict + ": " + ReportText.holds(report));
            firstPlaces(report.defects()).forEach(place -> surroundings.out().println("  " + place));
            if (!report.isSound()) {
                surroundings.out().println(STORED_IS_NOT_LOST);
            }
            return report.isSound();
        } catch (CannotStart e) {
            surroundings.out().println("node " + journal.node() + "  DAMAGED: " + e.getMessage());
            return false;
        }
    }

    private JournalReport read(NodeJournal journal) throws IOException {
        JournalInspection inspection = journal.inspection();
        try (Progress progress = Progress.of(surroundings, "verifying", READ_TWICE * inspection.bytes())) {
            return inspection.verify(new Reading(progress, "node " + journal.node())::read);
        }
    }

    private static List<String> firstPlaces(List<Defect> defects) {
        Map<String, List<Defect>> byFile =
                defects.stream().collect(Collectors.groupingBy(Defect::file, LinkedHashMap::new, Collectors.toList()));
        return byFile.values().stream().map(VerifyCommand::firstPlace).toList();
    }

    private static String firstPlace(List<Defect> ofFile) {
        int others = ofFile.size() - 1;
        return ReportText.defect(ofFile.get(0)) + (others == 0 ? "" : "; and " + others + " more places in this file");
    }
}
