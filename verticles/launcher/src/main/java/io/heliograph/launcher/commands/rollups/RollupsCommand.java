package io.heliograph.launcher.commands.rollups;

import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks at the rollups of a hub. */
@Command(
        name = "rollups",
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Looks at the rollups: the numbers of events by minute, hour and day.", ""},
        footerHeading = "%nExamples:%n",
        footer = {"  heliograph rollups check                       # whether they say what the events say"})
public final class RollupsCommand {
    @Mixin
    HelpOption help;

    private RollupsCommand() {}

    public static CommandLine with(Surroundings surroundings) {
        return new CommandLine(new RollupsCommand()).addSubcommand(new CheckCommand(surroundings));
    }
}
