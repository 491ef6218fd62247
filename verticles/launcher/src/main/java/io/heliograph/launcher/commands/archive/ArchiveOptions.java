package io.heliograph.launcher.commands.archive;

import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.journal.DataOptions;
import io.heliograph.launcher.settings.HubConfig;
import io.heliograph.retain.archive.ArchiveTarget;
import io.heliograph.retain.archive.DirectoryTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which archive a command is about. */
final class ArchiveOptions {
    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = "The archive's directory; archive.directory in the settings if left out.")
    Path directory;

    @Mixin
    DataOptions data;

    HubConfig settings() throws CommandFailed {
        return data.settings();
    }

    ArchiveTarget target() throws CommandFailed {
        Path at = directory != null ? directory : settings().archive().directory();
        if (at == null) {
            throw CommandFailed.usage("the settings name no archive (archive.directory); give one by --archive");
        }
        if (!Files.isDirectory(at)) {
            throw CommandFailed.usage("there is no directory " + at);
        }
        return new DirectoryTarget(at);
    }

    /** The streams that were named, or all in the order of their names. */
    static List<String> streams(ArchiveTarget target, List<String> named) throws IOException, CommandFailed {
        List<String> all = target.streams().stream().sorted().toList();
        for (String name : named) {
            if (!all.contains(name)) {
                throw CommandFailed.usage("the archive has no stream '" + name + "', only " + String.join(", ", all));
            }
        }
        return named.isEmpty() ? all : named;
    }
}
