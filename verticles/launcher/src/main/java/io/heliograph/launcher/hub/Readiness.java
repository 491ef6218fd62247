package io.heliograph.launcher.hub;

import io.heliograph.drain.DrainProgress;
import io.heliograph.exporters.ExporterStatus;
import io.heliograph.journal.Journal;
import io.heliograph.launcher.hub.HealthRoutes.Part;
import io.heliograph.store.Database;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a node must have to serve everything: a journal that takes events, a drain that moves, a database that answers. */
final class Readiness {
    private static final long PATIENCE_MS = 2_000;

    private final Journal journal;
    private final Database database;
    private final DrainProgress progress;
    private final List<ExporterStatus> exporters;

    Readiness(Journal journal, Database database, DrainProgress progress, List<ExporterStatus> exporters) {
        this.journal = journal;
        this.database = database;
        this.progress = progress;
        this.exporters = exporters;
    }

    Future<List<Part>> parts() {
        Journal.Status log = journal.status();
        Part takes = new Part("journal", log.accepting() ? null : log.reason());
        Part drains = new Part("drain", progress.now().trouble());
        return database.server()
                .timeout(PATIENCE_MS, TimeUnit.MILLISECONDS)
                .map(answer -> new Part("database", null))
                .otherwise(cause -> new Part("database", cause.getMessage()))
                .map(answers -> Stream.concat(
                                Stream.of(takes, drains, answers),
                                exporters.stream().map(Readiness::exports))
                        .toList());
    }

    /** Told, but nothing that a sender or reader of events would have to avoid this node for. */
    private static Part exports(ExporterStatus exporter) {
        return new Part("exporter " + exporter.name(), exporter.figures().trouble(), false);
    }
}
