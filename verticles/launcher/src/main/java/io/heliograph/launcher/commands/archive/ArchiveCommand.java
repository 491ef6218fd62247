package io.heliograph.launcher.commands.archive;

import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The archive: the command whose commands deal with it. */
@Command(
        name = "archive",
        usageHelpAutoWidth = true,
        description = {
            "Lists, checks or prints archived events, or brings them back.",
            "",
            "The files are gzip of NDJSON, one event a line: zcat and jq read them as well.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  heliograph archive list",
            "  heliograph archive verify",
            "  heliograph archive cat telemetry --from 2026-11-01 --to 2026-11-02",
            "  heliograph archive restore telemetry --from 2026-11-01 --to 2026-11-02"
        })
public final class ArchiveCommand {
    @Mixin
    HelpOption help;

    /** The command with those below it. */
    public static CommandLine with(Surroundings surroundings) {
        return new CommandLine(new ArchiveCommand())
                .addSubcommand(new ListCommand(surroundings))
                .addSubcommand(new VerifyCommand(surroundings))
                .addSubcommand(new CatCommand(surroundings))
                .addSubcommand(new RestoreCommand(surroundings));
    }
}
