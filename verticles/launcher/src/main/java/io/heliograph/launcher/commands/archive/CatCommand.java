package io.heliograph.launcher.commands.archive;

import io.heliograph.launcher.commands.client.Attempt;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.retain.archive.ArchiveReading;
import io.heliograph.retain.archive.ArchiveTarget;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints archived events. */
@Command(
        name = "cat",
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = {
            "Prints archived events, one a line, each checked before it is printed; ends at the first that is not as it was"
                    + " written.",
            ""
        })
public final class CatCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STREAM", arity = "1..*", description = "These streams.")
    List<String> streams;

    @Mixin
    DayRange days;

    @Mixin
    ArchiveOptions archive;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;

    public CatCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return Attempt.of(surroundings, this::print);
    }

    private int print() throws CommandFailed, IOException {
        ArchiveTarget target = archive.target();
        for (String stream : ArchiveOptions.streams(target, streams)) {
            try (ArchiveReading reading = ArchiveReading.of(target, stream, days::has)) {
                for (byte[] line = reading.nextLine(); line != null; line = reading.nextLine()) {
                    surroundings.out().write(line);
                    surroundings.out().write('\n');
                }
            }
        }
        return ExitCodes.OK;
    }
}
