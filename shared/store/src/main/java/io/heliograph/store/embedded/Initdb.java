package io.heliograph.store.embedded;

import io.heliograph.contracts.problems.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes the cluster once: under a passing name first, so that a kill half-way leaves nothing that looks finished. */
final class Initdb {
    static final String SUPERUSER = "heliograph";

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Home home;
    private final Binaries binaries;
    private final RunAs runAs;

    Initdb(Home home, Binaries binaries, RunAs runAs) {
        this.home = home;
        this.binaries = binaries;
        this.runAs = runAs;
    }

    void ensureCluster() throws IOException {
        OwnedFiles.deleteOthers(home.directory(), "cluster.", null);
        if (home.hasCluster()) {
            return;
        }
        if (Files.exists(home.cluster())) {
            throw new CannotStart(
                    "%s is not a PostgreSQL cluster: move it away and start again.".formatted(home.cluster()));
        }
        Path draft = Files.createTempDirectory(home.directory(), "cluster.");
        try {
            runAs.takeOver(draft);
            runAs.takeOver(home.password());
            make(draft);
            Files.move(draft, home.cluster(), StandardCopyOption.ATOMIC_MOVE);
            OwnedFiles.force(home.directory());
        } finally {
            OwnedFiles.deleteTree(draft);
        }
    }

    private void make(Path draft) {
        Command initdb = runAs.command(home, LIMIT, binaries.initdb())
                .with("--pgdata", draft.toString(), "--username", SUPERUSER)
                .with("--auth", "scram-sha-256", "--pwfile", home.password().toString())
                .with("--data-checksums", "--locale=C", "--encoding=UTF8");
        Optional<Command.Outcome> outcome = initdb.run();
        if (outcome.filter(Command.Outcome::succeeded).isEmpty()) {
            throw failure(outcome.map(Command.Outcome::lastLines).orElse(List.of()));
        }
    }

    private CannotStart failure(List<String> output) {
        return new CannotStart(
                "PostgreSQL could not make its cluster in %s: see what it wrote, and that the disk has room."
                        .formatted(home.directory()),
                output);
    }
}
