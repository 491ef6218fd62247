package io.heliograph.store.embedded;

import io.heliograph.contracts.problems.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, adopts and stops the server of one home; the caller holds the home's lock. */
final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final int PORTS_TRIED = 3;
    /** Recovery after a crash reads up to {@code max_wal_size} again before it lets anyone in. */
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    /** A server that was killed leaves processes which end once they notice, at the end of a statement at the latest. */
    private static final Duration LEFT_BEHIND_LIMIT = Duration.ofSeconds(60);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Home home;
    private final ServerLog log;

    Server(Home home) {
        this.home = home;
        this.log = new ServerLog(home.log());
    }

    Optional<PostmasterPid> running() throws IOException {
        return PostmasterPid.running(home.cluster());
    }

    /** The port of a server that another process started and that is ready, or will be; empty when there is none. */
    Optional<Integer> adopt() throws IOException {
        Optional<PostmasterPid> found = running();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        boolean settled = Patience.until(
                found.get().isStopping() ? STOP_LIMIT : START_LIMIT,
                () -> running().map(PostmasterPid::isReady).orElse(true));
        if (!settled) {
            throw notReady(Instant.EPOCH, List.of());
        }
        Optional<Integer> port = running().map(PostmasterPid::port);
        port.ifPresent(number -> LOG.info("PostgreSQL runs already in {} on port {}", home.directory(), number));
        return port;
    }

    /** Starts the server on a cluster that has none, and tells its port once it lets clients in. */
    int start(Binaries binaries, RunAs runAs) throws IOException {
        PostmasterPid.clearStale(home.cluster());
        Instant begun = Instant.now();
        for (int portsTaken = 0; ; ) {
            int port = Ports.choose(home.port());
            prepare(port, runAs);
            Optional<Command.Outcome> outcome = launch(binaries, runAs);
            if (outcome.filter(Command.Outcome::succeeded).isPresent()) {
                OwnedFiles.write(home.port(), Integer.toString(port));
                runAs.takeOver(home.port());
                LOG.info("PostgreSQL started in {} on port {}", home.directory(), port);
                return port;
            }
            boolean leftBehind = log.tellsOfLeftBehind(begun) && Instant.now().isBefore(begun.plus(LEFT_BEHIND_LIMIT));
            boolean portTaken = !Ports.isFree(port) && ++portsTaken < PORTS_TRIED;
            if (!leftBehind && !portTaken) {
                throw notReady(begun, outcome.map(Command.Outcome::lastLines).orElse(List.of()));
            }
            Patience.pause();
        }
    }

    void stop(Binaries binaries, RunAs runAs) throws IOException {
        Command stop = control(binaries, runAs, STOP_LIMIT).with("stop", "--mode=fast");
        boolean asked = stop.run().isPresent();
        if (!asked || !Patience.until(STOP_LIMIT, () -> running().isEmpty())) {
            throw new CannotStart(
                    "PostgreSQL in %s did not stop within %d s: look at its log, then stop it by hand."
                            .formatted(home.directory(), STOP_LIMIT.toSeconds()),
                    log.lastLines(Instant.EPOCH));
        }
    }

    private void prepare(int port, RunAs runAs) throws IOException {
        OwnedFiles.createPrivate(home.log());
        Files.deleteIfExists(log.ofStart());
        log.trim();
        OwnedFiles.write(home.cluster().resolve("postgresql.conf"), new ServerSettings(port, home.log()).text());
        runAs.takeOverTree(home.directory());
    }

    private Optional<Command.Outcome> launch(Binaries binaries, RunAs runAs) {
        return control(binaries, runAs, START_LIMIT)
                .with("start", "--log", log.ofStart().toString())
                .run();
    }

    private Command control(Binaries binaries, RunAs runAs, Duration limit) {
        return runAs.command(home, limit.plusSeconds(10), binaries.control())
                .with("--pgdata", home.cluster().toString(), "--silent", "--wait")
                .with("--timeout", Long.toString(limit.toSeconds()));
    }

    private CannotStart notReady(Instant since, List<String> said) {
        List<String> lines = new ArrayList<>(log.lastLines(since));
        lines.addAll(said);
        return new CannotStart(
                "PostgreSQL in %s did not become ready: its last lines tell why; set that right and start again."
                        .formatted(home.directory()),
                lines);
    }
}
