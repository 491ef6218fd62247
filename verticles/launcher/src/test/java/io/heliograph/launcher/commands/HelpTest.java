package io.heliograph.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.operations.Scope;
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
import io.heliograph.launcher.commands.key.CreateCommand;
import io.heliograph.launcher.commands.key.KeyCommand;
import io.heliograph.launcher.commands.rollups.CheckCommand;
import io.heliograph.launcher.commands.rollups.RollupsCommand;
import io.heliograph.launcher.commands.send.SendCommand;
import io.heliograph.launcher.commands.tail.TailCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

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
                KeyCommand.commandLine(new Desk().surroundings()).getCommand(),
                new CreateCommand(new Desk().surroundings()),
                new ListCommand(new Desk().surroundings()),
                new ReplayCommand(new Desk().surroundings()),
                new DeleteCommand(new Desk().surroundings()),
                new VersionCommand(),
                new HelpCommand());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItselfWithExamples(Object command) {
        String help = new CommandLine(command).getUsageMessage(CommandLine.Help.Ansi.OFF);

        assertThat(help)
                .contains("Usage: ", "Example", "  heliograph ", "--help")
                .doesNotContain("${", "_NULL_");
    }

    /** All that the list of commands shows of it. */
    @ParameterizedTest
    @MethodSource("commands")
    void theFirstLineOfADescriptionIsAWholeSentence(Object command) {
        assertThat(CommandSpec.forAnnotatedObject(command).usageMessage().description()[0])
                .endsWith(".");
    }

    @Test
    void whoMakesAKeyIsToldOfEveryScope() {
        String help = new CommandLine(new CreateCommand(new Desk().surroundings()))
                .getUsageMessage(CommandLine.Help.Ansi.OFF);

        // Lines end wherever they are full.
        assertThat(help.replaceAll("\\s+", ""))
                .contains(Arrays.stream(Scope.values()).map(Scope::toString).toList());
    }

    @ParameterizedTest
    @CsvSource({"help, heliograph", "help bench, heliograph bench", "help bench ingest, heliograph bench ingest"})
    void helpIsThatOfTheCommandThatIsNamed(String words, String command) {
        StringWriter out = new StringWriter();
        assertThat(execute(out, words)).isZero();

        assertThat(out.toString()).containsPattern("(?m)^Usage: " + command + " [^a-z]");
    }

    @Test
    void helpOfACommandThatIsNoneIsAMistake() {
        assertThat(execute(new StringWriter(), "help bench nothing")).isEqualTo(2);
    }

    private static int execute(StringWriter out, String words) {
        return new CommandLine(CommandSpec.create().name("heliograph"))
                .addSubcommand(BenchCommand.with(new Desk().surroundings()))
                .addSubcommand(new HelpCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(words.split(" "));
    }
}
