package io.heliograph.launcher;

import io.heliograph.launcher.commands.HelpCommand;
import io.heliograph.launcher.commands.RunCommand;
import io.heliograph.launcher.commands.VersionCommand;
import io.heliograph.launcher.commands.archive.ArchiveCommand;
import io.heliograph.launcher.commands.audit.AuditCommand;
import io.heliograph.launcher.commands.bench.BenchCommand;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.launcher.commands.deadletters.DeadLettersCommand;
import io.heliograph.launcher.commands.doctor.DoctorCommand;
import io.heliograph.launcher.commands.doctor.HubChecks;
import io.heliograph.launcher.commands.export.ExportCommand;
import io.heliograph.launcher.commands.journal.JournalCommand;
import io.heliograph.launcher.commands.key.KeyCommand;
import io.heliograph.launcher.commands.maintenance.PruneCommand;
import io.heliograph.launcher.commands.rollups.RollupsCommand;
import io.heliograph.launcher.commands.send.SendCommand;
import io.heliograph.launcher.commands.tail.TailCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The {@code heliograph} command. */
@Command(
        name = "heliograph",
        usageHelpAutoWidth = true,
        description = {"A telemetry and coordination hub for fleets of agents.", ""},
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nStart here:%n",
        footer = {
            "  heliograph run                    # the hub, with its own PostgreSQL under ./data",
            "  heliograph send events.ndjson     # send it events",
            "  heliograph tail                   # watch what arrives",
            "  heliograph help COMMAND           # what a command does, with examples"
        })
public final class Main {
    @Mixin
    HelpOption help;

    private Main() {}

    public static void main(String[] arguments) {
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        int exit = commandLine().execute(arguments);
        if (exit != RunCommand.KEEPS_RUNNING) {
            System.exit(exit);
        }
    }

    static CommandLine commandLine() {
        Surroundings surroundings = Surroundings.real();
        HubChecks checks = new HubChecks(surroundings.clock());
        return new CommandLine(new Main())
                .addSubcommand(new RunCommand())
                .addSubcommand(new SendCommand(surroundings))
                .addSubcommand(new TailCommand(surroundings))
                .addSubcommand(new ExportCommand(surroundings))
                .addSubcommand(DeadLettersCommand.commandLine(surroundings))
                .addSubcommand(new PruneCommand(surroundings))
                .addSubcommand(ArchiveCommand.with(surroundings))
                .addSubcommand(KeyCommand.commandLine(surroundings))
                .addSubcommand(RollupsCommand.with(surroundings))
                .addSubcommand(new DoctorCommand(surroundings, checks::dataDirectory, checks::all))
                .addSubcommand(JournalCommand.with(surroundings))
                .addSubcommand(AuditCommand.with(surroundings))
                .addSubcommand(BenchCommand.with(surroundings))
                .addSubcommand(new VersionCommand(surroundings))
                .addSubcommand(new HelpCommand());
    }
}
