package io.heliograph.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a running server says of itself in the file {@code postmaster.pid} of its cluster. */
record PostmasterPid(long pid, int port, String status) {
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    static Path file(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    /** The server that runs on the cluster; a file that a dead one left does not count. */
    static Optional<PostmasterPid> running(Path cluster) throws IOException {
        return read(cluster).filter(written -> written.isAlive(cluster));
    }

    /**
     * Deletes a file that would keep a server from starting although none runs: one that was torn, or whose number some
     * other program has now. PostgreSQL itself sees to the file of a process that is gone.
     */
    static void clearStale(Path cluster) throws IOException {
        boolean harmless = read(cluster)
                .map(written -> ProcessHandle.of(written.pid()).isEmpty())
                .orElse(false);
        if (!harmless) {
            Files.deleteIfExists(file(cluster));
        }
    }

    boolean isReady() {
        return status.equals("ready");
    }

    boolean isStopping() {
        return status.equals("stopping");
    }

    private static Optional<PostmasterPid> read(Path cluster) throws IOException {
        try {
            return parse(Files.readAllLines(file(cluster)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Empty when there is no process number to be read, as in a file that was torn. */
    static Optional<PostmasterPid> parse(List<String> lines) {
        try {
            long pid = Math.abs(Long.parseLong(lines.get(0).strip()));
            int port = lines.size() > PORT_LINE
                    ? Integer.parseInt(lines.get(PORT_LINE).strip())
                    : 0;
            String status = lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : "starting";
            return Optional.of(new PostmasterPid(pid, port, status));
        } catch (IndexOutOfBoundsException | NumberFormatException torn) {
            return Optional.empty();
        }
    }

    /** The number may have passed on to another program: only one that was started on this cluster counts. */
    private boolean isAlive(Path cluster) {
        return ProcessHandle.of(pid)
                .map(ProcessHandle::info)
                .filter(process -> process.arguments()
                        .map(List::of)
                        .map(words -> words.contains(cluster.toString()))
                        .orElseGet(() -> process.command()
                                .map(program -> Path.of(program)
                                        .getFileName()
                                        .toString()
                                        .startsWith("postgres"))
                                .orElse(false)))
                .isPresent();
    }
}
