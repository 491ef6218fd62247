package io.heliograph.launcher.commands.journal;

import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks at the journals on this machine's disk. */
@Command(
        name = "journal",
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Looks at the journals under a data directory, where accepted events wait until they are stored.",
            "Nothing is changed, and a hub may run meanwhile.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  heliograph journal inspect    # what is there, and how much of it waits",
            "  heliograph journal verify     # whether all of it can be read"
        })
public final class JournalCommand {
    @Mixin
    HelpOption help;

    private JournalCommand() {}

    public static CommandLine with(Surroundings surroundings) {
        return new CommandLine(new JournalCommand())
                .addSubcommand(new InspectCommand(surroundings))
                .addSubcommand(new VerifyCommand(surroundings));
    }
}
