package io.heliograph.gateway;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.catalogue.Catalogue;
import io.heliograph.contracts.hub.HubVersion;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import io.heliograph.flow.Balance;
import io.heliograph.gateway.documents.DocumentRoutes;
import io.heliograph.gateway.guard.Certificate;
import io.heliograph.gateway.guard.Connections;
import io.heliograph.gateway.rpc.BridgeConfig;
import io.heliograph.gateway.rpc.RpcConfig;
import io.heliograph.gateway.rpc.RpcDoor;
import io.heliograph.intake.Intake;
import io.heliograph.intake.IntakeConfig;
import io.heliograph.journal.Disk;
import io.heliograph.journal.FileJournal;
import io.heliograph.journal.JournalConfig;
import io.heliograph.journal.RealDisk;
import io.heliograph.testkit.Http;
import io.heliograph.web.Answers;
import io.heliograph.web.Bodies;
import io.heliograph.web.BodyLimits;
import io.heliograph.web.Refusals;
import io.heliograph.web.RouteGroup;
import io.heliograph.web.access.SettingsKey;
import io.heliograph.web.audit.Act;
import io.heliograph.web.clients.ClientAddress;
import io.heliograph.web.clients.PublicAddress;
import io.heliograph.web.limits.Admission;
import io.heliograph.web.limits.LimitsConfig;
import io.heliograph.web.limits.SharedRoom;
import io.heliograph.web.live.Expiries;
import io.heliograph.web.live.Subscribable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * The doors of a hub as they are, on a free port, with a journal of their own and no database behind them. Keys of
 * several projects are still to come: here a header says whose a call is.
 */
final class Doors implements AutoCloseable {
    static final String PROJECT = "X-Test-Project";

    final Vertx vertx = Vertx.vertx();
    final Bus bus = new Bus(vertx);
    final Balance balance = new Balance();
    final Refusals refusals = new Refusals(100);
    final Queue<Act> acts = new ConcurrentLinkedQueue<>();
    final Queue<String> timed = new ConcurrentLinkedQueue<>();
    final Expiries expiries = new Expiries(InstantSource.system());
    final Certificate certificate;
    final Admission admission;
    final SharedRoom inFlight;
    final FileJournal journal;
    final RpcDoor rpc;
    final int port = freePort();
    final Http http = new Http("http://127.0.0.1:" + port);

    private Doors(
            Disk disk,
            JournalConfig journalConfig,
            LongSupplier nanos,
            Settings settings,
            List<Subscribable<?, ?>> offered) {
        journal = await(FileJournal.open(vertx, disk, journalConfig, fatal -> {}));
        LimitsConfig limits = LimitsConfig.from(settings);
        GatewayConfig config = GatewayConfig.from(settings).at(port);
        BodyLimits bodyLimits = BodyLimits.from(settings);
        inFlight = new SharedRoom(bodyLimits.inFlight(), limits.projectShare());
        Bodies bodies = new Bodies(vertx, bodyLimits, inFlight);
        admission = new Admission(limits, journalConfig.queueSize(), nanos);
        Intake intake = new Intake(IntakeConfig.from(settings), Duration.ofDays(30), InstantSource.system());
        Ingestion ingestion = new Ingestion(vertx, bus, intake, journal, balance, admission);
        Calls calls = new Calls(
                vertx,
                bus,
                new SharedRoom(config.maxCalls(), limits.projectShare()),
                new SharedRoom(config.maxWaiting(), limits.projectShare()),
                expiries,
                new HubVersion("test", Catalogue.PROTOCOL, "node-1"));
        SettingsKey authenticator = new SettingsKey(config.apiKey());
        rpc = new RpcDoor(
                vertx,
                RpcConfig.from(settings),
                BridgeConfig.from(settings),
                new RpcDoor.Parts(bodies, calls, ingestion, refusals, authenticator, inFlight, offered, expiries),
                limits.projectShare(),
                "test");
        List<RouteGroup> open = List.of(
                says("/health", "healthy"), Doors::socket, Doors::whoAsks, new DocumentRoutes("test"), rpc.open());
        List<RouteGroup> guarded = List.of(
                router -> router.route().handler(Doors::callerOfProject),
                says("/metrics", "figures"),
                new IngestRoutes(bodies, ingestion),
                new ExportRoutes(
                        bus,
                        new SharedRoom(config.maxExports(), limits.projectShare()),
                        config.guard().writeTimeout()),
                new OperationRoutes(bodies, calls),
                rpc.guarded());
        Connections connections = config.guard().connections();
        certificate = config.guard().certificate();
        if (certificate != null) {
            certificate.open(vertx);
        }
        for (int instance = 0; instance < 2; instance++) {
            await(vertx.deployVerticle(new GatewayVerticle(
                    config,
                    open,
                    authenticator,
                    guarded,
                    expiries,
                    connections,
                    certificate,
                    refusals,
                    (method, status, took) -> timed.add(method.name() + " " + status),
                    acts::add,
                    InstantSource.system())));
        }
    }

    /** Doors with settings as an operator writes them, {@code "http.body-limit=1KiB"}. */
    static Doors open(Path directory, String... settings) {
        return on(disk(directory), System::nanoTime, settings);
    }

    /** Doors at which there is something to subscribe to. */
    static Doors offering(Path directory, List<Subscribable<?, ?>> offered, String... settings) {
        Settings all = settings(settings);
        return new Doors(disk(directory), JournalConfig.from(all), System::nanoTime, all, offered);
    }

    static Doors withJournal(Path directory, JournalConfig journal, String... settings) {
        return new Doors(disk(directory), journal, System::nanoTime, settings(settings), List.of());
    }

    /** Doors whose journal is on this disk and whose limits go by this clock. */
    static Doors on(Disk disk, LongSupplier nanos, String... settings) {
        Settings all = settings(settings);
        return new Doors(disk, JournalConfig.from(all), nanos, all, List.of());
    }

    static Disk disk(Path directory) {
        return new RealDisk(directory.resolve("journal"));
    }

    private static void callerOfProject(RoutingContext http) {
        String project = http.request().getHeader(PROJECT);
        if (project != null) {
            http.put(Caller.class.getName(), new Caller("test", project, EnumSet.allOf(Scope.class)));
        }
        http.next();
    }

    private static Settings settings(String... settings) {
        Map<String, Setting> byKey = new HashMap<>(Map.of("journal.min-free-space", new Setting("0B", "test")));
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            byKey.put(parts[0], new Setting(parts[1], "test"));
        }
        return new Settings(byKey, Map.of());
    }

    private static void socket(Router router) {
        router.get("/socket").handler(http -> http.request().toWebSocket().onFailure(http::fail));
    }

    /** Tells a caller where he comes from and where he believes to be. */
    private static void whoAsks(Router router) {
        router.get("/who")
                .handler(http -> Answers.send(
                        http,
                        200,
                        "text/plain",
                        Buffer.buffer(ClientAddress.of(http).text() + " "
                                + PublicAddress.of(http).origin())));
    }

    /** A stand-in for what other modules offer. */
    private static RouteGroup says(String path, String text) {
        return router -> router.get(path).handler(http -> Answers.send(http, 200, "text/plain", Buffer.buffer(text)));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        await(journal.close());
        await(vertx.close());
    }
}
