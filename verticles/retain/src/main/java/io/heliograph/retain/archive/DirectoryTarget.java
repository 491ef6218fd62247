package io.heliograph.retain.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A directory, with one below it for each stream. */
public final class DirectoryTarget implements ArchiveTarget {
    private static final int BUFFER = 64 << 10;
    private static final String SCRATCH = ".writing";

    /** So that two nodes, one of which should have stopped, never write into one file. */
    private final String scratch = "." + UUID.randomUUID() + SCRATCH;

    private final Path directory;

    public DirectoryTarget(Path directory) {
        this.directory = directory;
    }

    @Override
    public List<String> streams() throws IOException {
        return list(directory, Files::isDirectory);
    }

    @Override
    public List<String> names(String stream) throws IOException {
        return list(directory.resolve(stream), file -> !file.toString().endsWith(SCRATCH));
    }

    @Override
    public InputStream open(String stream, String name) throws IOException {
        return new BufferedInputStream(
                Files.newInputStream(directory.resolve(stream).resolve(name)), BUFFER);
    }

    @Override
    public Path scratch(String stream, String name) throws IOException {
        Path folder = directory.resolve(stream);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            sync(directory);
        }
        // One file is written at a time: the rest was left by a crash, or is of a node that should have stopped.
        for (String left : list(folder, file -> file.toString().endsWith(SCRATCH))) {
            Files.deleteIfExists(folder.resolve(left));
        }
        return folder.resolve(name + scratch);
    }

    /** Flushed before it gets its name, and the name as well: a crash leaves the old state or the new one. */
    @Override
    public void keep(String stream, String name) throws IOException {
        Path folder = directory.resolve(stream);
        Path written = folder.resolve(name + scratch);
        sync(written);
        Files.move(written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(folder);
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private interface Which {
        boolean takes(Path file);
    }

    private static List<String> list(Path folder, Which which) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(which::takes)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }
}
