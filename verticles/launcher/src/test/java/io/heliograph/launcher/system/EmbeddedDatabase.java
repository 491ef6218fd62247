package io.heliograph.launcher.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The PostgreSQL that hubs of a directory share, seen from outside. */
final class EmbeddedDatabase {
    private EmbeddedDatabase() {}

    static ProcessHandle postmaster(Path directory) throws IOException {
        Path file = directory.resolve("data/postgres-18/cluster/postmaster.pid");
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0))).orElseThrow();
    }

    /** What runs on the data directory. */
    static List<ProcessHandle> processes(Path directory) {
        String cluster = directory.resolve("data/postgres-18").toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(cluster))
                .toList();
    }
}
