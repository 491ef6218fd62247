package io.heliograph.launcher.commands.deadletters;

import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Events that PostgreSQL refused: the command whose commands deal with them. */
@Command(
        name = "deadletters",
        usageHelpAutoWidth = true,
        description = {
            "Shows, replays or deletes accepted events that PostgreSQL refused.",
            "",
            "They are kept until they are stored after all or given up. Put right what PostgreSQL minded (the reason"
                    + " names it, such as a constraint or a trigger), then replay them.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  heliograph deadletters list",
            "  heliograph deadletters replay --sqlstate 23514",
            "  heliograph deadletters delete 17 18"
        })
public final class DeadLettersCommand {
    @Mixin
    HelpOption help;

    /** The command with those below it. */
    public static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new DeadLettersCommand())
                .addSubcommand(new ListCommand(surroundings))
                .addSubcommand(new ReplayCommand(surroundings))
                .addSubcommand(new DeleteCommand(surroundings));
    }
}
