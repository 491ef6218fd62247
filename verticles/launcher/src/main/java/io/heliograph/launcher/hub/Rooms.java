package io.heliograph.launcher.hub;

import io.heliograph.aggregate.AnswerFigures;
import io.heliograph.aggregate.WindowFigures;
import io.heliograph.aggregate.rollups.RollupsVerticle;
import io.heliograph.aggregate.windows.WindowsVerticle;
import io.heliograph.audit.AuditVerticle;
import io.heliograph.contracts.bus.Topics.Exporting;
import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.drain.DeadLetterFigures;
import io.heliograph.drain.DeadLettersVerticle;
import io.heliograph.drain.DrainVerticle;
import io.heliograph.drain.PartitionUpkeep;
import io.heliograph.exporters.ExporterStatus;
import io.heliograph.exporters.ExportersVerticle;
import io.heliograph.exporters.line.ExporterFigures;
import io.heliograph.launcher.settings.HubConfig;
import io.heliograph.query.QueryVerticle;
import io.heliograph.retain.Keeper;
import io.heliograph.retain.RetainVerticle;
import io.heliograph.retain.archive.Archive;
import io.heliograph.retain.archive.ArchiveConfig;
import io.heliograph.retain.archive.Signer;
import io.heliograph.store.JournalCursors;
import io.heliograph.store.Leases;
import io.heliograph.store.NodeTable;
import io.heliograph.store.audit.AuditExpiry;
import io.heliograph.store.audit.AuditLog;
import io.heliograph.store.events.DayEvents;
import io.heliograph.store.events.DeadLetterReplay;
import io.heliograph.store.events.DeadLetters;
import io.heliograph.store.events.EventReader;
import io.heliograph.store.events.EventWriter;
import io.heliograph.store.events.Partitions;
import io.heliograph.store.events.Projection;
import io.heliograph.store.rollups.RollupCheck;
import io.heliograph.store.rollups.RollupDeltas;
import io.heliograph.store.rollups.RollupTables;
import io.heliograph.store.work.WorkExpiry;
import io.heliograph.store.work.WorkProjection;
import io.heliograph.store.work.WorkReader;
import io.heliograph.work.WorkFigures;
import io.heliograph.work.WorkVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What works behind the doors of a node: each of these serves operations, follows the journal, or both. */
final class Rooms {
    private static final int REPORTS_MISSED_UNTIL_SILENT = 4;

    /** Rows of one kind that one transaction forgets, so that it ends within a statement's time. */
    private static final int MOST_EXPIRED = 10_000;

    /** Where batches of thousands of events are prepared, so that no door stands still meanwhile. */
    private static final DeploymentOptions ASIDE = new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER);

    private final Foundation on;
    private final HubConfig config;
    private final RollupDeltas deltas;
    private final List<ExporterStatus> exporters;
    private final DeadLetterFigures deadLetterFigures = new DeadLetterFigures();
    private final WorkFigures workFigures = new WorkFigures();

    Rooms(Foundation on) {
        this.on = on;
        this.config = on.config();
        deltas = new RollupDeltas(on.database(), config.rollups().maxSeries());
        on.metrics().watch(deadLetterFigures);
        on.metrics().parts().watch(workFigures);
        exporters = config.plays("drain")
                ? config.exporters().exporters().stream()
                        .map(each -> new ExporterStatus(each, new ExporterFigures(), on.journal(), on.clock()))
                        .toList()
                : List.of();
        exporters.forEach(on.metrics()::watch);
    }

    /** Those that follow this node's journal. */
    List<ExporterStatus> exporters() {
        return exporters;
    }

    void deploy() {
        Deployments rooms = on.deployments();
        // Before the drain, which lets the journal forget what nobody holds.
        rooms.add("the exporters", ASIDE, this::exporting);
        if (config.plays("drain")) {
            rooms.add("the windows", ASIDE, this::windows);
            rooms.add("the drain", ASIDE, this::drain);
            rooms.add("the dead letters", this::deadLetters);
            rooms.add("the rollups", ASIDE, this::rollups);
        }
        if (config.plays("query")) {
            rooms.add("the query side", this::query);
            rooms.add("the live payloads", this::work);
        }
        rooms.add("retention", this::retain);
        rooms.add("the audit trail", this::audit);
        rooms.add("the node's report", this::reporter);
    }

    private ExportersVerticle exporting() {
        Exporting self = new Exporting(on.journal().id().toString(), on.node().name());
        return new ExportersVerticle(self, exporters, on.slot().resolve("exporters"), on.bus(), System::nanoTime);
    }

    private DrainVerticle drain() {
        Partitions partitions = new Partitions(on.database());
        String node = on.node().name();
        return new DrainVerticle(
                config.drain(),
                node,
                on.journal(),
                new JournalCursors(on.database()),
                new EventWriter(on.database(), partitions, on.names(), letters(), projections(), deltas),
                new PartitionUpkeep(partitions, new Leases(on.database()), node),
                on.bus(),
                on.balance(),
                on.progress());
    }

    private DeadLettersVerticle deadLetters() {
        EventWriter writer = new EventWriter(
                on.database(), new Partitions(on.database()), on.names(), letters(), projections(), deltas);
        return new DeadLettersVerticle(
                on.bus(), letters(), new DeadLetterReplay(on.database(), writer), deadLetterFigures);
    }

    private WindowsVerticle windows() {
        WindowFigures figures = new WindowFigures();
        on.metrics().parts().watch(figures);
        return new WindowsVerticle(
                config.windows(),
                on.journal(),
                on.slot().resolve("windows"),
                on.node().name(),
                on.bus(),
                figures,
                on.clock(),
                System::nanoTime);
    }

    private RollupsVerticle rollups() {
        AnswerFigures figures = new AnswerFigures();
        on.metrics().parts().watch(figures);
        return new RollupsVerticle(
                config.rollups(),
                config.answers(),
                figures,
                new RollupTables(on.database()),
                new RollupCheck(on.database(), System::nanoTime),
                on.bus(),
                on.clock());
    }

    private DeadLetters letters() {
        return new DeadLetters(on.database(), config.deadLetters().most());
    }

    /** What is kept about events in the transaction that stores them, in the one order that all nodes keep. */
    private List<Projection> projections() {
        return List.of(new WorkProjection(config.work().view().metrics()));
    }

    private WorkVerticle work() {
        return new WorkVerticle(
                config.work(),
                config.liveInterval(),
                on.node().name(),
                on.bus(),
                new WorkReader(on.database(), config.work().view()),
                new WorkExpiry(on.database(), MOST_EXPIRED),
                new Leases(on.database()),
                workFigures,
                on.clock());
    }

    private QueryVerticle query() {
        return new QueryVerticle(on.bus(), events(), on.retention());
    }

    private EventReader events() {
        return new EventReader(on.database(), on.names(), config.maxPageSize());
    }

    private RetainVerticle retain() {
        return new RetainVerticle(
                config.retention(),
                on.node().name(),
                on.database(),
                keeper(),
                events(),
                on.retention(),
                on.bus(),
                on.clock());
    }

    private Keeper keeper() {
        ArchiveConfig archive = config.archive();
        if (!archive.isOn()) {
            return Keeper.NOBODY;
        }
        return new Archive(
                on.vertx(),
                archive,
                archive.target(on.slot().resolve("archive")),
                signer(archive.signingKey()),
                new DayEvents(on.database(), on.names()),
                on.clock());
    }

    private static Signer signer(Path key) {
        try {
            return key == null ? null : Signer.read(key);
        } catch (IOException e) {
            throw new CannotStart("archive.signing-key: cannot read " + e.getMessage());
        }
    }

    private AuditVerticle audit() {
        return new AuditVerticle(
                config.audit(),
                on.journal().id(),
                on.node().name(),
                on.trail(),
                on.auditFigures(),
                new AuditLog(on.database()),
                new AuditExpiry(on.database(), MOST_EXPIRED),
                new Leases(on.database()),
                on.bus(),
                on.clock());
    }

    private NodeVerticle reporter() {
        Duration silent = config.liveInterval().multipliedBy(REPORTS_MISSED_UNTIL_SILENT);
        NodeTable nodes = new NodeTable(on.database(), silent);
        String mode = config.cluster().mode().toString();
        return new NodeVerticle(on.node(), mode, config.liveInterval(), nodes, on.journal(), on.progress(), on.bus());
    }
}
