package io.heliograph.launcher.hub;

import static io.heliograph.launcher.hub.Undo.await;

import io.heliograph.agents.AgentsSchema;
import io.heliograph.audit.AuditFigures;
import io.heliograph.audit.AuditQueue;
import io.heliograph.audit.AuditSchema;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.retention.Retention;
import io.heliograph.drain.DrainProgress;
import io.heliograph.flow.Balance;
import io.heliograph.journal.FileJournal;
import io.heliograph.journal.Journal;
import io.heliograph.launcher.cluster.ClusterSetup;
import io.heliograph.launcher.meters.Metrics;
import io.heliograph.launcher.meters.PartMeters;
import io.heliograph.launcher.settings.HubConfig;
import io.heliograph.store.Database;
import io.heliograph.store.JournalCursors;
import io.heliograph.store.Migrator;
import io.heliograph.store.StoreSchema;
import io.heliograph.store.access.AccessSchema;
import io.heliograph.store.acp.AcpSchema;
import io.heliograph.store.events.NameBook;
import io.heliograph.store.retain.RetainSchema;
import io.heliograph.store.rollups.RollupSchema;
import io.heliograph.store.work.WorkSchema;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** One node: everything it consists of, started in the order of need and stopped in the reverse. */
public final class Hub {
    /** New indexes for millions of rows, or gigabytes of journal to look through. */
    private static final Duration UPGRADE = Duration.ofHours(1);

    private final HubConfig config;
    private final String version;
    private final Consumer<Throwable> onFatal;
    private final Undo undo = new Undo();
    private final Balance balance;
    private final Metrics metrics;
    private final Clock clock = Clock.systemUTC();

    private DatabaseServer server;

    /** {@code onFatal} is told when this node can no longer keep what it accepts. */
    public Hub(HubConfig config, String version, Consumer<Throwable> onFatal) {
        this.config = config;
        this.version = version;
        this.onFatal = onFatal;
        balance = new Balance(config.countedProjects());
        metrics = new Metrics(balance);
    }

    /** Starts everything or nothing; what to tell the operator is the result. */
    public String start() {
        Instant began = clock.instant();
        try {
            Foundation foundation = open();
            Rooms rooms = new Rooms(foundation);
            rooms.deploy();
            if (config.plays("gateway")) {
                new Doors(foundation, rooms.exporters()).open();
            }
            Duration took = Duration.between(began, clock.instant());
            Path data = config.dataDirectory().toAbsolutePath().normalize();
            return Banner.text(
                    foundation.node(),
                    config.plays("gateway"),
                    wants(),
                    FirstKeyFile.in(data),
                    data,
                    server.description(),
                    took);
        } catch (RuntimeException e) {
            undo.run();
            throw e;
        }
    }

    private Banner.Wants wants() {
        if (!config.auth().guarded()) {
            return Banner.Wants.NOTHING;
        }
        boolean tokensAlone =
                config.access().jwt().isOn() && config.auth().apiKey().isEmpty();
        return tokensAlone ? Banner.Wants.TOKEN : Banner.Wants.KEY;
    }

    public void stop() {
        server.slot().aboutToLeave();
        undo.run();
    }

    private Foundation open() {
        server = DatabaseServer.open(config);
        undo.with("the data directory", () -> {
            server.close();
            return Future.succeededFuture();
        });
        Node node = describe();
        Vertx vertx = await(buildVertx());
        undo.with("Vert.x", vertx::close);
        Database database = await(
                Database.openPatiently(vertx, server.address(), config.database(), node.name()),
                config.database().startTimeout().plus(Undo.PATIENCE));
        undo.with("the database pool", database::close);
        DatabaseWatch watch = new DatabaseWatch(vertx, server, database.breaker());
        watch.start();
        undo.with("the watch over PostgreSQL", watch::stop);
        await(
                new Migrator(database)
                        .apply(List.of(
                                StoreSchema.MIGRATIONS,
                                AuditSchema.MIGRATIONS,
                                AccessSchema.MIGRATIONS,
                                AcpSchema.MIGRATIONS,
                                RollupSchema.MIGRATIONS,
                                AgentsSchema.MIGRATIONS,
                                RetainSchema.MIGRATIONS,
                                WorkSchema.MIGRATIONS)),
                UPGRADE);
        Path log = server.slot().directory().resolve("journal");
        Journal journal = await(
                FileJournal.open(vertx, log, config.journal(), onFatal)
                        .recover(new DamageWeighed(new JournalCursors(database))::of),
                UPGRADE);
        undo.with("the journal", journal::close);
        AuditFigures auditFigures = new AuditFigures();
        AuditQueue trail = new AuditQueue(config.audit(), auditFigures, clock);
        DrainProgress progress = new DrainProgress();
        PartMeters parts = metrics.parts();
        parts.watch(trail, auditFigures);
        parts.watch(journal);
        parts.watch(progress);
        parts.watch(database.breaker());
        return new Foundation(
                config,
                version,
                node,
                clock,
                vertx,
                new Bus(vertx),
                database,
                new NameBook(database, config.rememberedNames()),
                new Retention(config.retention().rules(), clock),
                journal,
                server.slot().directory(),
                trail,
                auditFigures,
                balance,
                progress,
                metrics,
                new Deployments(vertx, undo));
    }

    private Node describe() {
        int port = config.plays("gateway")
                ? FreePort.choose(config)
                : config.gateway().port();
        String name = config.nodeName().isEmpty() ? "node-" + server.slot().number() : config.nodeName();
        String scheme = config.gateway().guard().tls().isOn() ? "https" : "http";
        return new Node(name, scheme, config.gateway().host(), port, config.roles(), version, clock.instant());
    }

    private Future<Vertx> buildVertx() {
        VertxOptions options = new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(config.eventLoopsHere())
                .setMetricsOptions(new MicrometerMetricsOptions()
                        .setEnabled(true)
                        .setJvmMetricsEnabled(true)
                        .addDisabledMetricsCategory(MetricsDomain.HTTP_SERVER))
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        VertxBuilder builder = Vertx.builder().withMetrics(new MicrometerMetricsFactory(metrics.registry()));
        if (!config.cluster().isOn()) {
            return Future.succeededFuture(builder.with(options).build());
        }
        options.setEventBusOptions(ClusterSetup.busOptions(config.cluster()));
        return builder.with(options)
                .withClusterManager(ClusterSetup.manager(config.cluster(), server.clusterSuffix()))
                .buildClustered();
    }
}
