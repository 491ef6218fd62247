package io.heliograph.launcher.commands.archive;

import io.heliograph.launcher.commands.client.Attempt;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.retain.archive.ArchiveReading;
import io.heliograph.retain.archive.ArchiveTarget;
import io.heliograph.retain.archive.Manifest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the files of an archive. */
@Command(
        name = "list",
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = {"Lists the files of an archive, with what their manifests say of them.", ""})
public final class ListCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STREAM", arity = "0..*", description = "These streams; all if left out.")
    List<String> streams = List.of();

    @Mixin
    ArchiveOptions archive;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;

    public ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return Attempt.of(surroundings, this::list);
    }

    private int list() throws CommandFailed, IOException {
        ArchiveTarget target = archive.target();
        for (String stream : ArchiveOptions.streams(target, streams)) {
            for (Manifest file : ArchiveReading.manifests(target, stream)) {
                surroundings
                        .out()
                        .printf(
                                "%s  %d events, %d to %d  %s to %s  %d bytes%s%n",
                                file.file(),
                                file.events(),
                                file.firstSeq(),
                                file.nextSeq() - 1,
                                file.from(),
                                file.to(),
                                file.bytes(),
                                file.signature() == null ? "" : "  signed");
            }
        }
        return ExitCodes.OK;
    }
}
