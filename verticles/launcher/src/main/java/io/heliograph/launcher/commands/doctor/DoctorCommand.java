package io.heliograph.launcher.commands.doctor;

import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.HubClient;
import io.heliograph.launcher.commands.client.HubOptions;
import io.heliograph.launcher.commands.client.Printable;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.launcher.commands.doctor.Finding.Level;
import io.heliograph.launcher.version.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at everything the hub leans on and says what is wrong and what to do. */
@Command(
        name = "doctor",
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = {
            "Looks at everything the hub leans on, and says what is wrong and what to do: a line for each check.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing failed; there may be warnings", "1:something failed", "2:the command line is wrong"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  heliograph doctor                           # before the first start, or when something is odd",
            "  heliograph doctor --data /var/lib/heliograph",
            "  heliograph doctor --url http://10.0.0.7:8001"
        })
public final class DoctorCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory; the one in the settings if left out.")
    Path data;

    @Mixin
    HubOptions hub;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;
    private final Supplier<Path> configured;
    private final Supplier<List<Check>> more;

    /** Both suppliers are asked when the command runs: where the data lies, and which checks come before the others. */
    public DoctorCommand(Surroundings surroundings, Supplier<Path> configured, Supplier<List<Check>> more) {
        this.surroundings = surroundings;
        this.configured = configured;
        this.more = more;
    }

    @Override
    public Integer call() {
        try {
            boolean failed = false;
            for (Check check : checks()) {
                Finding finding = check.run();
                surroundings.out().println(line(check, finding));
                failed |= finding.level() == Level.FAIL;
            }
            return failed ? ExitCodes.NOT_ALL_WELL : ExitCodes.OK;
        } catch (CommandFailed e) {
            return surroundings.end(e);
        }
    }

    private List<Check> checks() throws CommandFailed {
        HubClient client = hub.client(PATIENCE);
        DataDirectory directory = new DataDirectory(data == null ? configured.get() : data);
        List<Check> checks = new ArrayList<>(more.get());
        checks.add(new Check("data", directory::usable));
        checks.add(new Check("disk", directory::fsync));
        checks.add(new Check("port", () -> PortCheck.run(client)));
        checks.add(new Check(
                "clock",
                () -> ClockCheck.run(surroundings.clock(), Version.current().built(), client)));
        checks.add(new Check("java", Machine::java));
        checks.add(new Check("memory", Machine::memory));
        checks.add(new Check("descriptors", Machine::descriptors));
        return checks;
    }

    private static String line(Check check, Finding finding) {
        String colour = switch (finding.level()) {
            case OK -> "green";
            case WARN -> "yellow";
            case FAIL -> "bold,red";
        };
        String level = Ansi.AUTO.string("@|%s %-4s|@".formatted(colour, finding.level()));
        return "%s  %-12s %s".formatted(level, check.name(), Printable.escape(finding.detail()));
    }
}
