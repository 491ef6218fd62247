package io.heliograph.launcher;

import io.heliograph.launcher.commands.RunCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code heliograph} command. */
@Command(
        name = "heliograph",
        description = "A telemetry and coordination hub for fleets of agents.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RunCommand.class},
        footer = {
            "",
            "Start here:",
            "  heliograph run                       start the hub with its own PostgreSQL under ./data",
            "  heliograph send events.ndjson        send events to it",
            "  heliograph tail                      watch what arrives"
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        int exit = new CommandLine(new Main()).execute(arguments);
        if (exit != RunCommand.KEEPS_RUNNING) {
            System.exit(exit);
        }
    }
}
