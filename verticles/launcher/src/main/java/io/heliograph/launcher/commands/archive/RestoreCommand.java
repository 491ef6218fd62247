package io.heliograph.launcher.commands.archive;

import io.heliograph.contracts.retention.Retention;
import io.heliograph.launcher.commands.client.Attempt;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.Progress;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.launcher.commands.journal.StoredData;
import io.heliograph.launcher.settings.HubConfig;
import io.heliograph.retain.archive.ArchiveReading;
import io.heliograph.retain.archive.ArchiveTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings archived events back. */
@Command(
        name = "restore",
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = {
            "Stores archived events again as they were, under the ids that they had. Those that are there already stay as"
                    + " they are, so it may be repeated and cut off at any time.",
            "",
            "Each event is checked before it is stored. The database is the one that the settings name; the embedded one"
                    + " has to run, and so its hub.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all are there",
            "1:one is damaged or would expire at once, or the database cannot be had; those before are there",
            "2:the command line has to be put right"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  heliograph archive restore",
            "  heliograph archive restore telemetry --from 2026-11-01 --to 2026-11-02 --lift-prunes"
        })
public final class RestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STREAM", arity = "0..*", description = "These streams; all if left out.")
    List<String> streams = List.of();

    @Mixin
    DayRange days;

    @Option(
            names = "--lift-prunes",
            description =
                    "Take back prunes by hand and for want of room, which would hide the events; what was pruned and"
                            + " is still on the disk is shown again too.")
    boolean liftPrunes;

    @Mixin
    ArchiveOptions archive;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;

    public RestoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return Attempt.of(surroundings, this::restore);
    }

    private int restore() throws CommandFailed, IOException, InterruptedException, ExecutionException {
        List<ArchiveReading> readings = new ArrayList<>();
        try {
            HubConfig settings = archive.settings();
            ArchiveTarget target = archive.target();
            for (String stream : ArchiveOptions.streams(target, streams)) {
                readings.add(ArchiveReading.of(target, stream, days::has));
            }
            Retention retention = new Retention(settings.retention().rules(), surroundings.clock());
            long size = readings.stream().mapToLong(ArchiveReading::size).sum();
            Progress progress = Progress.of(surroundings, "restore", size);
            Restoring restoring = new Restoring(retention, liftPrunes, progress);
            try (progress) {
                StoredData.of(settings).ask("archive command", database -> restoring.run(database, readings));
            } finally {
                surroundings
                        .out()
                        .println(restoring.read() + " events read, " + restoring.stored() + " stored, "
                                + (restoring.read() - restoring.stored()) + " were there");
            }
            return ExitCodes.OK;
        } finally {
            close(readings);
        }
    }

    private void close(List<ArchiveReading> readings) {
        for (ArchiveReading reading : readings) {
            try {
                reading.close();
            } catch (IOException e) {
                surroundings.say("cannot close the archive: " + e.getMessage());
            }
        }
    }
}
