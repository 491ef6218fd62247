package io.heliograph.launcher.hub;

import io.heliograph.audit.AuditFigures;
import io.heliograph.audit.AuditQueue;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.retention.Retention;
import io.heliograph.drain.DrainProgress;
import io.heliograph.flow.Balance;
import io.heliograph.journal.Journal;
import io.heliograph.launcher.meters.Metrics;
import io.heliograph.launcher.settings.HubConfig;
import io.heliograph.store.Database;
import io.heliograph.store.events.NameBook;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;

/** What every part of a node stands on: made before the first of them, closed after the last. {@code slot} is where the node keeps what is its own. */
record Foundation(
        HubConfig config,
        String version,
        Node node,
        Clock clock,
        Vertx vertx,
        Bus bus,
        Database database,
        NameBook names,
        Retention retention,
        Journal journal,
        Path slot,
        AuditQueue trail,
        AuditFigures auditFigures,
        Balance balance,
        DrainProgress progress,
        Metrics metrics,
        Deployments deployments) {}
