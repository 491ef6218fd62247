package io.heliograph.launcher.commands.archive;

import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.journal.DataOptions;
import io.heliograph.launcher.settings.HubConfig;
import io.heliograph.retain.archive.ArchiveConfig;
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
            description = "The archive's directory; the archive of the settings if left out.")
    Path directory;

    @Mixin
    DataOptions data;

    HubConfig settings() throws CommandFailed {
        return data.settings();
    }

    ArchiveTarget target() throws CommandFailed {
        if (directory != null) {
            return in(directory);
        }
        ArchiveConfig archive = settings().archive();
        if (!archive.isOn()) {
            throw CommandFailed.usage("the settings name no archive (archive.directory or archive.s3.bucket); give a"
                    + " directory by --archive");
        }
        return archive.directory() != null ? in(archive.directory()) : archive.target(null);
    }

    private static ArchiveTarget in(Path directory) throws CommandFailed {
        if (!Files.isDirectory(directory)) {
            throw CommandFailed.usage("there is no directory " + directory);
        }
        return new DirectoryTarget(directory);
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
