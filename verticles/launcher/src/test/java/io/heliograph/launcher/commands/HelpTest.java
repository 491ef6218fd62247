package io.heliograph.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.launcher.commands.audit.AuditCommand;
import io.heliograph.launcher.commands.bench.BenchCommand;
import io.heliograph.launcher.commands.bench.acp.AcpCommand;
import io.heliograph.launcher.commands.bench.ingest.IngestCommand;
import io.heliograph.launcher.commands.bench.query.QueryCommand;
import io.heliograph.launcher.commands.deadletters.DeadLettersCommand;
import io.heliograph.launcher.commands.deadletters.DeleteCommand;
import io.heliograph.launcher.commands.deadletters.ListCommand;
import io.heliograph.launcher.commands.deadletters.ReplayCommand;
import io.heliograph.launcher.commands.doctor.DoctorCommand;
import io.heliograph.launcher.commands.export.ExportCommand;
import io.heliograph.launcher.commands.journal.InspectCommand;
import io.heliograph.launcher.commands.journal.JournalCommand;
import io.heliograph.launcher.commands.journal.VerifyCommand;
import io.heliograph.launcher.commands.rollups.CheckCommand;
import io.heliograph.launcher.commands.rollups.RollupsCommand;
import io.heliograph.launcher.commands.send.SendCommand;
import io.heliograph.launcher.commands.tail.TailCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

final class HelpTest {
    static Stream<Object> commands() {
        return Stream.of(
                new SendCommand(),
                new TailCommand(),
                new ExportCommand(),
                new DoctorCommand(new Desk().surroundings(), () -> Path.of("data"), List::of),
                BenchCommand.with(new Desk().surroundings()).getCommand(),
                new IngestCommand(new Desk().surroundings()),
                new QueryCommand(new Desk().surroundings()),
                new AcpCommand(new Desk().surroundings()),
                JournalCommand.with(new Desk().surroundings()).getCommand(),
                new InspectCommand(new Desk().surroundings()),
                new VerifyCommand(new Desk().surroundings()),
                AuditCommand.with(new Desk().surroundings()).getCommand(),
                new io.heliograph.launcher.commands.audit.VerifyCommand(new Desk().surroundings()),
                new DeadLettersCommand(),
                RollupsCommand.with(new Desk().surroundings()).getCommand(),
                new CheckCommand(new Desk().surroundings()),
                new ListCommand(new Desk().surroundings()),
                new ReplayCommand(new Desk().surroundings()),
                new DeleteCommand(new Desk().surroundings()),
                new VersionCommand());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItselfWithExamples(Object command) {
        String help = new CommandLine(command).getUsageMessage(CommandLine.Help.Ansi.OFF);

        assertThat(help)
                .contains("Usage: ", "Example", "  heliograph ", "--help")
                .doesNotContain("${", "_NULL_");
    }
}
