package io.heliograph.store.embedded;

import io.heliograph.contracts.problems.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * A PostgreSQL of the hub's own, kept under its data directory. It runs detached: it outlives a hub that is killed, the
 * next start on the directory finds it again, and nodes on one directory share it. Every call may block for long.
 */
public final class EmbeddedPostgres {
    private static final String DATABASE = "postgres";

    private final Home home;
    private final Server server;
    private final Path binaries;
    private final Coordinates coordinates;
    private final LogTrimming trimming;

    private EmbeddedPostgres(Home home, Server server, Path binaries, Coordinates coordinates) {
        this.home = home;
        this.server = server;
        this.binaries = binaries;
        this.coordinates = coordinates;
        this.trimming = LogTrimming.start(new ServerLog(home.log()));
    }

    /**
     * The server that keeps its files in {@code postgres-18} under the given directory, started unless it runs.
     *
     * @throws CannotStart when it cannot run
     */
    public static EmbeddedPostgres start(Path data) {
        return start(data, Home::directory);
    }

    /** As {@link #start(Path)}, with the programs unpacked to a directory that several servers share; tests save time so. */
    public static EmbeddedPostgres start(Path data, Path sharedBinaries) {
        return start(data, home -> sharedBinaries);
    }

    /** How to reach the server that runs on the files under the directory; empty if none does. Starts and changes nothing. */
    public static Optional<Coordinates> running(Path data) throws IOException {
        Home home = Home.at(data);
        Optional<PostmasterPid> server = PostmasterPid.running(home.cluster()).filter(PostmasterPid::isReady);
        if (server.isEmpty()) {
            return Optional.empty();
        }
        String password = Files.readString(home.password()).strip();
        return Optional.of(new Coordinates(Ports.HOST, server.get().port(), DATABASE, Initdb.SUPERUSER, password));
    }

    private static EmbeddedPostgres start(Path data, Function<Home, Path> binaries) {
        try {
            Home home = Home.in(data);
            return StartLock.holding(home.lock(), () -> startAlone(home, binaries.apply(home)));
        } catch (IOException e) {
            throw FileTrouble.with(data, e);
        }
    }

    private static EmbeddedPostgres startAlone(Home home, Path binaries) throws IOException {
        Server server = new Server(home);
        Optional<Integer> adopted = server.adopt();
        String password = Password.of(home);
        int port = adopted.isPresent() ? adopted.get() : startFresh(home, server, binaries);
        Coordinates coordinates = new Coordinates(Ports.HOST, port, DATABASE, Initdb.SUPERUSER, password);
        return new EmbeddedPostgres(home, server, binaries, coordinates);
    }

    private static int startFresh(Home home, Server server, Path parent) throws IOException {
        Binaries binaries = Binaries.under(parent);
        binaries.clearOthers();
        RunAs runAs = RunAs.choose(home, binaries.postgres());
        new Initdb(home, binaries, runAs).ensureCluster();
        return server.start(binaries, runAs);
    }

    /** How to reach it: by password, over loopback, as the superuser. */
    public Coordinates coordinates() {
        return coordinates;
    }

    /** Whether the server's process is there. */
    public boolean isRunning() {
        try {
            return server.running().isPresent();
        } catch (IOException e) {
            throw FileTrouble.with(home.directory(), e);
        }
    }

    /** Stops the server, whoever started it: open transactions are rolled back. For the last node on the directory. */
    public void stop() {
        trimming.stop();
        try {
            StartLock.holding(home.lock(), this::stopAlone);
        } catch (IOException e) {
            throw FileTrouble.with(home.directory(), e);
        }
    }

    private boolean stopAlone() throws IOException {
        if (server.running().isEmpty()) {
            return false;
        }
        Binaries programs = Binaries.under(binaries);
        server.stop(programs, RunAs.ofRunning(home, programs.postgres()));
        return true;
    }
}
