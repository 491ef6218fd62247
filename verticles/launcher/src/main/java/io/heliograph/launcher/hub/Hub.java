package io.heliograph.launcher.hub;

import static io.heliograph.launcher.hub.Undo.await;

import io.heliograph.access.FirstKey;
import io.heliograph.access.Reception;
import io.heliograph.audit.AuditFigures;
import io.heliograph.audit.AuditQueue;
import io.heliograph.audit.AuditSchema;
import io.heliograph.audit.AuditVerticle;
import io.heliograph.bridge.StreamFigures;
import io.heliograph.bridge.doors.StreamRoutes;
import io.heliograph.bridge.feed.FeedVerticle;
import io.heliograph.bridge.feed.Feeds;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.catalogue.Catalogue;
import io.heliograph.contracts.hub.HubVersion;
import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.drain.DeadLetterFigures;
import io.heliograph.drain.DeadLettersVerticle;
import io.heliograph.drain.DrainProgress;
import io.heliograph.drain.DrainVerticle;
import io.heliograph.drain.PartitionUpkeep;
import io.heliograph.flow.Balance;
import io.heliograph.gateway.Calls;
import io.heliograph.gateway.ExportRoutes;
import io.heliograph.gateway.GatewayConfig;
import io.heliograph.gateway.GatewayVerticle;
import io.heliograph.gateway.IngestRoutes;
import io.heliograph.gateway.Ingestion;
import io.heliograph.gateway.OperationRoutes;
import io.heliograph.gateway.documents.DocumentRoutes;
import io.heliograph.gateway.guard.Certificate;
import io.heliograph.gateway.guard.Connections;
import io.heliograph.gateway.rpc.RpcDoor;
import io.heliograph.intake.Intake;
import io.heliograph.journal.FileJournal;
import io.heliograph.journal.Journal;
import io.heliograph.launcher.cluster.ClusterSetup;
import io.heliograph.launcher.settings.HubConfig;
import io.heliograph.query.QueryVerticle;
import io.heliograph.store.Database;
import io.heliograph.store.JournalCursors;
import io.heliograph.store.Leases;
import io.heliograph.store.Migrator;
import io.heliograph.store.NodeTable;
import io.heliograph.store.StoreSchema;
import io.heliograph.store.access.AccessSchema;
import io.heliograph.store.access.KeyTable;
import io.heliograph.store.audit.AuditExpiry;
import io.heliograph.store.audit.AuditLog;
import io.heliograph.store.events.DeadLetterReplay;
import io.heliograph.store.events.DeadLetters;
import io.heliograph.store.events.EventReader;
import io.heliograph.store.events.EventWriter;
import io.heliograph.store.events.NameBook;
import io.heliograph.store.events.Partitions;
import io.heliograph.web.Bodies;
import io.heliograph.web.Refusals;
import io.heliograph.web.RouteGroup;
import io.heliograph.web.access.Authenticator;
import io.heliograph.web.access.Guard;
import io.heliograph.web.limits.Admission;
import io.heliograph.web.limits.SharedRoom;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.net.BindException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node: everything it consists of, started in the order of need and stopped in the reverse. */
public final class Hub {
    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
    private static final int REPORTS_MISSED_UNTIL_SILENT = 4;

    /** Entries of the audit trail that one transaction forgets, so that it ends within a statement's time. */
    private static final int MOST_EXPIRED = 10_000;

    /** Where batches of thousands of events are prepared, so that no door stands still meanwhile. */
    private static final DeploymentOptions ASIDE = new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER);

    private final HubConfig config;
    private final String version;
    private final Consumer<Throwable> onFatal;
    private final Undo undo = new Undo();
    private final Balance balance = new Balance();
    private final Metrics metrics = new Metrics(balance);
    private final DrainProgress progress = new DrainProgress();
    private final DeadLetterFigures deadLetterFigures = new DeadLetterFigures();
    private final AuditFigures auditFigures = new AuditFigures();
    private final Clock clock = Clock.systemUTC();

    private DatabaseServer server;
    private Vertx vertx;
    private Bus bus;
    private Database database;
    private NameBook names;
    private Journal journal;
    private AuditQueue trail;
    private Node node;

    /** {@code onFatal} is told when this node can no longer keep what it accepts. */
    public Hub(HubConfig config, String version, Consumer<Throwable> onFatal) {
        this.config = config;
        this.version = version;
        this.onFatal = onFatal;
    }

    /** Starts everything or nothing; what to tell the operator is the result. */
    public String start() {
        Instant began = clock.instant();
        try {
            open();
            deploy();
        } catch (RuntimeException e) {
            undo.run();
            throw e;
        }
        Duration took = Duration.between(began, clock.instant());
        return Banner.text(node, config.plays("gateway"), config.dataDirectory(), server.description(), took);
    }

    public void stop() {
        server.slot().aboutToLeave();
        undo.run();
    }

    private void open() {
        server = DatabaseServer.open(config);
        undo.with("the data directory", () -> {
            server.close();
            return Future.succeededFuture();
        });
        node = describe();
        vertx = await(buildVertx());
        undo.with("Vert.x", vertx::close);
        bus = new Bus(vertx);
        database = await(Database.open(vertx, server.address(), config.database(), node.name()));
        undo.with("the database pool", database::close);
        names = new NameBook(database);
        DatabaseWatch watch = new DatabaseWatch(vertx, server, database.breaker());
        watch.start();
        undo.with("the watch over PostgreSQL", watch::stop);
        await(new Migrator(database)
                .apply(List.of(StoreSchema.MIGRATIONS, AuditSchema.MIGRATIONS, AccessSchema.MIGRATIONS)));
        journal =
                await(FileJournal.open(vertx, server.slot().directory().resolve("journal"), config.journal(), onFatal));
        undo.with("the journal", journal::close);
        trail = new AuditQueue(config.audit(), auditFigures, clock);
        metrics.watch(trail, auditFigures);
        metrics.watch(journal);
        metrics.watch(progress);
        metrics.watch(database.breaker());
        metrics.watch(deadLetterFigures);
    }

    private void deploy() {
        if (config.plays("drain")) {
            deploy("the drain", ASIDE, this::drain);
            deploy("the dead letters", 1, this::deadLetters);
        }
        if (config.plays("query")) {
            deploy("the query side", 1, this::query);
        }
        deploy("the audit trail", 1, this::audit);
        deploy("the node's report", 1, this::reporter);
        if (config.plays("gateway")) {
            deployDoors();
        }
    }

    private void deployDoors() {
        int share = config.limits().projectShare();
        SharedRoom inFlight = new SharedRoom(config.bodies().inFlight(), share);
        Bodies bodies = new Bodies(vertx, config.bodies(), inFlight);
        Admission admission = new Admission(config.limits(), config.journal().queueSize(), System::nanoTime);
        Refusals refusals = new Refusals(config.limits().maxProjects());
        metrics.watch(admission, inFlight, refusals);
        Intake intake = new Intake(config.intake(), config.retention(), clock);
        metrics.watch(intake);
        GatewayConfig doors = config.gateway().at(node.port());
        Connections connections = doors.guard().connections();
        Certificate certificate = doors.guard().certificate();
        if (certificate != null) {
            certificate.open(vertx);
        } else if (doors.isReachable()) {
            LOG.warn("other machines can connect, and without http.tls.cert everybody on the way reads keys and events;"
                    + " see docs/doors.md");
        }
        Authenticator authenticator = access();
        HubVersion hubVersion = new HubVersion(version, Catalogue.PROTOCOL, node.name());
        Calls calls = new Calls(bus, new SharedRoom(doors.maxCalls(), share), hubVersion);
        Ingestion ingestion = new Ingestion(vertx, bus, intake, journal, balance, admission);
        StreamFigures streamFigures = new StreamFigures();
        metrics.watch(streamFigures);
        Feeds feeds = new Feeds(config.stream(), streamFigures, share);
        deploy(
                "the live stream",
                1,
                () -> new FeedVerticle(config.stream(), journal, bus, streamFigures, feeds, System::nanoTime));
        RpcDoor rpc = new RpcDoor(
                vertx,
                config.rpc(),
                new RpcDoor.Parts(bodies, calls, ingestion, refusals, authenticator, inFlight, List.of(feeds), clock),
                share,
                version);
        metrics.watchSockets(rpc.sockets());
        List<RouteGroup> open = List.of(
                new HealthRoutes(
                        new Readiness(journal, database, progress)::parts,
                        () -> certificate == null ? null : certificate.trouble()),
                new DocumentRoutes(version),
                rpc.open());
        List<RouteGroup> guarded = List.of(
                new MetricsRoutes(metrics),
                new IngestRoutes(bodies, ingestion),
                new ExportRoutes(
                        bus,
                        new SharedRoom(doors.maxExports(), share),
                        doors.guard().writeTimeout()),
                new OperationRoutes(bodies, calls),
                new StreamRoutes(config.stream(), feeds, clock),
                rpc.guarded());
        try {
            deploy(
                    "the doors",
                    eventLoops(),
                    () -> new GatewayVerticle(
                            doors, open, authenticator, guarded, connections, certificate, refusals, trail, clock));
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof BindException) {
                throw new CannotStart(FreePort.taken(doors.host(), doors.port()));
            }
            throw e;
        }
    }

    private Guard access() {
        if (config.auth().needsFirstKey() && !config.access().jwt().isOn()) {
            new FirstKeyFile(config.dataDirectory(), server.slot().directory())
                    .keep(text -> await(FirstKey.keep(new KeyTable(database), text)));
        }
        Reception reception = new Reception(vertx, bus, database, config.auth(), config.access(), clock);
        deploy("keys and tickets", 1, reception::verticle);
        Guard guard = new Guard(reception, config.auth(), System::nanoTime);
        metrics.watch(guard);
        return guard;
    }

    private DrainVerticle drain() {
        Partitions partitions = new Partitions(database);
        return new DrainVerticle(
                config.drain(),
                node.name(),
                journal,
                new JournalCursors(database),
                new EventWriter(database, partitions, names, letters()),
                new PartitionUpkeep(partitions, new Leases(database), node.name()),
                bus,
                balance,
                progress);
    }

    private DeadLettersVerticle deadLetters() {
        EventWriter writer = new EventWriter(database, new Partitions(database), names, letters());
        return new DeadLettersVerticle(bus, letters(), new DeadLetterReplay(database, writer), deadLetterFigures);
    }

    private DeadLetters letters() {
        return new DeadLetters(database, config.deadLetters().most());
    }

    private QueryVerticle query() {
        return new QueryVerticle(bus, new EventReader(database, names), config.retention(), clock);
    }

    private AuditVerticle audit() {
        return new AuditVerticle(
                config.audit(),
                journal.id(),
                node.name(),
                trail,
                auditFigures,
                new AuditLog(database),
                new AuditExpiry(database, MOST_EXPIRED),
                new Leases(database),
                bus,
                clock);
    }

    private NodeVerticle reporter() {
        Duration silent = config.liveInterval().multipliedBy(REPORTS_MISSED_UNTIL_SILENT);
        NodeTable nodes = new NodeTable(database, silent);
        String mode = config.cluster().mode().toString();
        return new NodeVerticle(node, mode, config.liveInterval(), nodes, journal, progress, bus);
    }

    private Node describe() {
        int port = config.plays("gateway")
                ? FreePort.choose(config)
                : config.gateway().port();
        String name = config.nodeName().isEmpty() ? "node-" + server.slot().number() : config.nodeName();
        String scheme = config.gateway().guard().tls().isOn() ? "https" : "http";
        return new Node(name, scheme, config.gateway().host(), port, config.roles(), version, clock.instant());
    }

    private int eventLoops() {
        return config.eventLoops() > 0
                ? config.eventLoops()
                : Runtime.getRuntime().availableProcessors();
    }

    private void deploy(String what, int instances, Supplier<Deployable> verticle) {
        deploy(what, new DeploymentOptions().setInstances(instances), verticle);
    }

    private void deploy(String what, DeploymentOptions how, Supplier<Deployable> verticle) {
        String id = await(vertx.deployVerticle(verticle, how));
        undo.with(what, () -> vertx.undeploy(id));
    }

    private Future<Vertx> buildVertx() {
        VertxOptions options = new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(eventLoops())
                .setMetricsOptions(
                        new MicrometerMetricsOptions().setEnabled(true).setJvmMetricsEnabled(true))
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
