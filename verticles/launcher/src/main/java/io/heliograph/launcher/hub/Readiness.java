package io.heliograph.launcher.hub;

import io.heliograph.drain.DrainProgress;
import io.heliograph.journal.Journal;
import io.heliograph.launcher.hub.HealthRoutes.Part;
import io.heliograph.store.Database;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a node must have to serve everything: a journal that takes events, a drain that moves, a database that answers. */
final class Readiness {
    private static final long PATIENCE_MS = 2_000;

    private final Journal journal;
    private final Database database;
    private final DrainProgress progress;

    Readiness(Journal journal, Database database, DrainProgress progress) {
        this.journal = journal;
        this.database = database;
        this.progress = progress;
    }

    Future<List<Part>> parts() {
        Journal.Status log = journal.status();
        Part takes = new Part("journal", log.accepting() ? null : log.reason());
        Part drains = new Part("drain", progress.now().trouble());
        return database.server()
                .timeout(PATIENCE_MS, TimeUnit.MILLISECONDS)
                .map(answer -> new Part("database", null))
                .otherwise(cause -> new Part("database", cause.getMessage()))
                .map(answers -> List.of(takes, drains, answers));
    }
}
