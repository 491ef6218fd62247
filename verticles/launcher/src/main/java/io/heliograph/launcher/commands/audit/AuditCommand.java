package io.heliograph.launcher.commands.audit;

import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks at the audit trail in the database. */
@Command(
        name = "audit",
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Looks at the audit trail: what was changed and what was refused, in chains of hashes.", ""},
        footerHeading = "%nExamples:%n",
        footer = {"  heliograph audit verify                         # whether it is as it was written"})
public final class AuditCommand {
    @Mixin
    HelpOption help;

    private AuditCommand() {}

    public static CommandLine with(Surroundings surroundings) {
        return new CommandLine(new AuditCommand()).addSubcommand(new VerifyCommand(surroundings));
    }
}
