package io.heliograph.launcher.commands;

import io.heliograph.launcher.commands.client.HelpOption;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the help of a command, however deep it stands below the others. */
@Command(
        name = "help",
        helpCommand = true,
        usageHelpAutoWidth = true,
        description = {"Shows what a command does, with examples.", ""},
        footerHeading = "%nExamples:%n",
        footer = {"  heliograph help send", "  heliograph help bench ingest"})
public final class HelpCommand implements Runnable {
    @Parameters(
            paramLabel = "COMMAND",
            description = "The command and, of one that has commands below it, which of these.")
    List<String> names = List.of();

    @Mixin
    HelpOption help;

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        CommandLine shown = spec.parent().commandLine();
        for (String name : names) {
            CommandLine below = shown.getSubcommands().get(name);
            if (below == null) {
                throw new ParameterException(shown, "Unknown subcommand '" + name + "'.", null, name);
            }
            shown = below;
        }
        shown.usage(shown.getOut());
    }
}
