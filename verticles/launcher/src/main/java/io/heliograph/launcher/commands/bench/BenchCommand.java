package io.heliograph.launcher.commands.bench;

import io.heliograph.launcher.commands.bench.acp.AcpCommand;
import io.heliograph.launcher.commands.bench.ingest.IngestCommand;
import io.heliograph.launcher.commands.bench.query.QueryCommand;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures a hub. */
@Command(
        name = "bench",
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Measures what a hub takes and how fast it answers.", ""},
        footerHeading = "%nExamples:%n",
        footer = {
            "  heliograph bench ingest           # how many events it takes",
            "  heliograph bench query            # how fast it answers questions about them",
            "  heliograph bench acp              # how fast agents hear of each other"
        })
public final class BenchCommand {
    @Mixin
    HelpOption help;

    private BenchCommand() {}

    public static CommandLine with(Surroundings surroundings) {
        return new CommandLine(new BenchCommand())
                .addSubcommand(new IngestCommand(surroundings))
                .addSubcommand(new QueryCommand(surroundings))
                .addSubcommand(new AcpCommand(surroundings));
    }
}
