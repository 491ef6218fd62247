package io.heliograph.launcher.hub;

import static io.heliograph.launcher.hub.Undo.await;

import io.heliograph.access.FirstKey;
import io.heliograph.access.Reception;
import io.heliograph.acp.AcpNode;
import io.heliograph.acp.doors.AgentRoutes;
import io.heliograph.bridge.StreamFigures;
import io.heliograph.bridge.doors.StreamRoutes;
import io.heliograph.bridge.feed.FeedVerticle;
import io.heliograph.bridge.feed.Feeds;
import io.heliograph.bridge.page.PageRoutes;
import io.heliograph.bridge.telemetry.LiveFeed;
import io.heliograph.bridge.telemetry.LiveRoutes;
import io.heliograph.bridge.telemetry.LiveVerticle;
import io.heliograph.contracts.catalogue.Catalogue;
import io.heliograph.contracts.hub.HubVersion;
import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.exporters.ExporterStatus;
import io.heliograph.gateway.Calls;
import io.heliograph.gateway.ExportRoutes;
import io.heliograph.gateway.GatewayConfig;
import io.heliograph.gateway.GatewayVerticle;
import io.heliograph.gateway.IngestRoutes;
import io.heliograph.gateway.Ingestion;
import io.heliograph.gateway.OperationRoutes;
import io.heliograph.gateway.RequestTimes;
import io.heliograph.gateway.documents.DocumentRoutes;
import io.heliograph.gateway.guard.Certificate;
import io.heliograph.gateway.guard.Connections;
import io.heliograph.gateway.rpc.RpcDoor;
import io.heliograph.intake.Intake;
import io.heliograph.launcher.meters.MetricsRoutes;
import io.heliograph.launcher.meters.PartMeters;
import io.heliograph.launcher.settings.HubConfig;
import io.heliograph.store.access.KeyTable;
import io.heliograph.web.Bodies;
import io.heliograph.web.Refusals;
import io.heliograph.web.RouteGroup;
import io.heliograph.web.access.Guard;
import io.heliograph.web.limits.Admission;
import io.heliograph.web.limits.SharedRoom;
import io.heliograph.web.live.Expiries;
import io.heliograph.web.live.Subscribable;
import java.net.BindException;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The doors of a node: who may come in, what is asked and pushed there, and what all of them share. */
final class Doors {
    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

    private final Foundation on;
    private final List<ExporterStatus> exporters;
    private final HubConfig config;
    private final GatewayConfig doors;
    private final int share;
    private final Certificate certificate;
    private final SharedRoom inFlight;
    private final Refusals refusals;
    private final Bodies bodies;
    private final Calls calls;
    private final Ingestion ingestion;
    private final StreamFigures streamFigures = new StreamFigures();
    private final Feeds feeds;
    private final LiveFeed live;
    private final Expiries expiries;
    private final Reception reception;
    private final Guard guard;
    private final AcpNode acp;
    private final AgentRoutes agents;
    private final RpcDoor rpc;

    /** {@code exporters} are those of this node. */
    Doors(Foundation on, List<ExporterStatus> exporters) {
        this.on = on;
        this.exporters = exporters;
        config = on.config();
        doors = config.gateway().at(on.node().port());
        share = config.limits().projectShare();
        certificate = doors.guard().certificate();
        inFlight = new SharedRoom(config.bodies().inFlight(), share);
        refusals = new Refusals(config.countedProjects());
        bodies = new Bodies(on.vertx(), config.bodies(), inFlight);
        HubVersion version =
                new HubVersion(on.version(), Catalogue.PROTOCOL, on.node().name());
        expiries = new Expiries(on.clock());
        calls = new Calls(
                on.vertx(),
                on.bus(),
                new SharedRoom(doors.maxCalls(), share),
                new SharedRoom(doors.maxWaiting(), share),
                expiries,
                version);
        Admission admission = new Admission(config.limits(), config.journal().queueSize(), System::nanoTime);
        Intake intake = new Intake(config.intake(), on.retention(), on.clock());
        ingestion = new Ingestion(on.vertx(), on.bus(), intake, on.journal(), on.balance(), admission);
        feeds = new Feeds(config.stream(), on.retention(), streamFigures, share);
        live = new LiveFeed(config.live(), share, System::nanoTime);
        reception = new Reception(
                on.vertx(), on.bus(), on.database(), config.auth(), config.access(), on.clock(), expiries);
        guard = new Guard(reception, config.auth(), System::nanoTime);
        acp = acp();
        agents = new AgentRoutes(config.acpDoors(), acp, inFlight, share, expiries);
        rpc = rpc();
        watch(admission, intake);
    }

    void open() {
        if (certificate != null) {
            certificate.open(on.vertx());
        } else if (doors.isReachable()) {
            LOG.warn("other machines can connect, and without http.tls.cert everybody on the way reads keys and events;"
                    + " see docs/doors.md");
        }
        if (config.auth().needsFirstKey() && !config.access().jwt().isOn()) {
            new FirstKeyFile(config.dataDirectory(), on.slot())
                    .keep(text -> await(FirstKey.keep(new KeyTable(on.database()), text)));
        }
        on.deployments().add("keys and tickets", reception::verticle);
        on.deployments().add("the live stream", this::feed);
        on.deployments().add("messages between agents", acp::verticle);
        on.deployments().add("the agents", new AgentWiring(on, ingestion)::verticle);
        on.deployments().add("the live payloads", this::payloads);
        try {
            on.deployments().add("the doors", config.eventLoopsHere(), gateway());
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof BindException) {
                throw new CannotStart(FreePort.taken(doors.host(), doors.port()));
            }
            throw e;
        }
    }

    /** What asks for no credential. */
    private List<RouteGroup> unguarded() {
        Readiness readiness = new Readiness(on.journal(), on.database(), on.progress(), exporters);
        return List.of(
                new HealthRoutes(readiness::parts, () -> certificate == null ? null : certificate.trouble()),
                new PageRoutes(),
                new DocumentRoutes(on.version()),
                rpc.open());
    }

    /** What only those reach whom the guard let in. */
    private List<RouteGroup> guarded() {
        SharedRoom exports = new SharedRoom(doors.maxExports(), share);
        return List.of(
                new MetricsRoutes(on.metrics()),
                new IngestRoutes(bodies, ingestion),
                new ExportRoutes(on.bus(), exports, doors.guard().writeTimeout()),
                agents,
                new LiveRoutes(live, expiries),
                new OperationRoutes(bodies, calls),
                new StreamRoutes(config.stream(), feeds, expiries),
                rpc.guarded());
    }

    /** What one can subscribe to on a socket for calls. */
    private List<Subscribable<?, ?>> subscribables() {
        return List.of(feeds, live);
    }

    private AcpNode acp() {
        AcpNode.Parts parts = new AcpNode.Parts(
                on.bus(),
                on.node().name(),
                on.database(),
                new MessageEvents(ingestion),
                config.intake().maxAhead(),
                on.clock());
        return new AcpNode(config.acp(), parts, share);
    }

    private RpcDoor rpc() {
        RpcDoor.Parts parts =
                new RpcDoor.Parts(bodies, calls, ingestion, refusals, guard, inFlight, subscribables(), expiries);
        return new RpcDoor(on.vertx(), config.rpc(), config.eventBus(), parts, share, on.version());
    }

    private FeedVerticle feed() {
        return new FeedVerticle(config.stream(), on.journal(), on.bus(), streamFigures, feeds, System::nanoTime);
    }

    private LiveVerticle payloads() {
        return new LiveVerticle(config.live(), on.node().name(), on.bus(), live);
    }

    private Supplier<GatewayVerticle> gateway() {
        Connections connections = doors.guard().connections();
        on.metrics().parts().watch(connections);
        RequestTimes times = on.metrics().requests();
        List<RouteGroup> open = unguarded();
        List<RouteGroup> guarded = guarded();
        return () -> new GatewayVerticle(
                doors,
                open,
                guard,
                guarded,
                expiries,
                connections,
                certificate,
                refusals,
                times,
                on.trail(),
                on.clock());
    }

    private void watch(Admission admission, Intake intake) {
        on.metrics().watch(refusals);
        PartMeters parts = on.metrics().parts();
        parts.watch(admission, inFlight);
        parts.watch(intake);
        parts.watch(streamFigures);
        parts.watchLive(live.watchers());
        parts.watchSockets(rpc.sockets());
        parts.watchAgents(agents.places());
        parts.watch(guard);
    }
}
