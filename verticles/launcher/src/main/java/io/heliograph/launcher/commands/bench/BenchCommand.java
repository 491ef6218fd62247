package io.heliograph.launcher.commands.bench;

import io.heliograph.launcher.commands.bench.acp.AcpCommand;
import io.heliograph.launcher.commands.bench.ingest.IngestCommand;
import io.heliograph.launcher.commands.bench.query.QueryCommand;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
public final class BenchCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Mixin
    HelpOption help;

    private BenchCommand() {}

    public static CommandLine with(Surroundings surroundings) {
        return new CommandLine(new BenchCommand())
                .addSubcommand(new IngestCommand(surroundings))
                .addSubcommand(new QueryCommand(surroundings))
                .addSubcommand(new AcpCommand(surroundings));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to measure: ingest, query or acp.");
    }
}
