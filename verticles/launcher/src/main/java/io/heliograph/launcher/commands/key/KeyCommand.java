package io.heliograph.launcher.commands.key;

import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Keys of callers: the command whose commands make, list and revoke them. */
@Command(
        name = "key",
        usageHelpAutoWidth = true,
        description = {
            "Makes, lists or revokes keys.",
            "",
            "A key belongs to one project and may do what its scopes say. Its text is shown once, when it is made.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  heliograph key create gpu-fleet --project lab --scope events:write",
            "  heliograph key list",
            "  heliograph key revoke 3f9c0b7a1d2e4f56"
        })
public final class KeyCommand {
    @Mixin
    HelpOption help;

    /** The command with those below it. */
    public static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new KeyCommand())
                .addSubcommand(new CreateCommand(surroundings))
                .addSubcommand(new ListCommand(surroundings))
                .addSubcommand(new RevokeCommand(surroundings));
    }
}
