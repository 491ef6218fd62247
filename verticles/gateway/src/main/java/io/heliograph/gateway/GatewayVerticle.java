package io.heliograph.gateway;

import io.heliograph.gateway.guard.Certificate;
import io.heliograph.gateway.guard.CertificateWatch;
import io.heliograph.gateway.guard.Connections;
import io.heliograph.gateway.guard.Cors;
import io.heliograph.gateway.guard.InvalidRequests;
import io.heliograph.gateway.guard.Patience;
import io.heliograph.web.AllowedMethods;
import io.heliograph.web.DateHeader;
import io.heliograph.web.HttpAudit;
import io.heliograph.web.ProblemAnswers;
import io.heliograph.web.Refusals;
import io.heliograph.web.RequestId;
import io.heliograph.web.RouteGroup;
import io.heliograph.web.SecurityHeaders;
import io.heliograph.web.access.Authentication;
import io.heliograph.web.access.Authenticator;
import io.heliograph.web.audit.AuditTrail;
import io.heliograph.web.live.Expiries;
import io.netty.handler.codec.compression.CompressionOptions;
import io.netty.handler.codec.compression.StandardCompressionOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Opens the HTTP doors: mounts route groups without knowing whose they are. One instance for each event loop. */
public final class GatewayVerticle extends VerticleBase {
    private static final int STREAMS_OF_A_CONNECTION = 100;
    private static final int RESETS_IN_THIRTY_SECONDS = 200;

    private final GatewayConfig config;
    private final List<RouteGroup> open;
    private final Authenticator authenticator;
    private final List<RouteGroup> guarded;
    private final Expiries expiries;
    private final Connections connections;
    private final Certificate certificate;
    private final Refusals refusals;
    private final RequestTimes times;
    private final AuditTrail trail;
    private final InstantSource clock;
    private HttpServer server;

    /**
     * Open groups ask for no credential; {@code expiries}, {@code connections}, {@code certificate} (null without TLS), {@code refusals} and
     * {@code times} are shared by the instances of a node.
     */
    public GatewayVerticle(
            GatewayConfig config,
            List<RouteGroup> open,
            Authenticator authenticator,
            List<RouteGroup> guarded,
            Expiries expiries,
            Connections connections,
            Certificate certificate,
            Refusals refusals,
            RequestTimes times,
            AuditTrail trail,
            InstantSource clock) {
        this.config = config;
        this.open = open;
        this.authenticator = authenticator;
        this.guarded = guarded;
        this.expiries = expiries;
        this.connections = connections;
        this.certificate = certificate;
        this.refusals = refusals;
        this.times = times;
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        Patience patience = new Patience(connections, config.guard());
        vertx.setPeriodic(1_000, patience::tick);
        server = vertx.createHttpServer(options())
                .requestHandler(router(patience))
                .invalidRequestHandler(InvalidRequests::refuse)
                .connectionHandler(patience::meet);
        return server.listen().onSuccess(listening -> {
            if (certificate != null) {
                new CertificateWatch(vertx, certificate, listening).start();
            }
        });
    }

    @Override
    public Future<?> stop() {
        Future<Void> shutdown = server.shutdown(config.shutdownTimeout().toMillis(), TimeUnit.MILLISECONDS);
        // Connections close behind the answers under way, and what is pushed or waited for has no end of its own.
        expiries.stop();
        return shutdown;
    }

    private Router router(Patience patience) {
        Router router = Router.router(vertx);
        List.of(400, 404, 413, 500).forEach(status -> router.errorHandler(status, ProblemAnswers.forStatus(status)));
        router.errorHandler(405, new AllowedMethods(router)::refuse);
        router.route()
                .failureHandler(http -> HttpAudit.attach(http, trail))
                .failureHandler(refusals::count)
                .failureHandler(ProblemAnswers::onFailure);
        SecurityHeaders headers = new SecurityHeaders(certificate != null);
        DateHeader date = new DateHeader(vertx, clock);
        router.route().handler(http -> HttpAudit.attach(http, trail)).handler(http -> {
            times.start(http);
            date.put(http);
            RequestId.put(http);
            headers.put(http);
            http.next();
        });
        router.route().handler(patience::serve);
        router.route().handler(config.guard().hosts()::check);
        router.route().handler(http -> {
            config.guard().proxies().resolve(http);
            http.next();
        });
        router.route().handler(new Cors(config.guard().origins())::handle);
        open.forEach(group -> group.mount(router));
        router.route().handler(new Authentication(authenticator)::handle);
        guarded.forEach(group -> group.mount(router));
        return router;
    }

    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setMaxHeaderSize(config.headerLimit())
                .setIdleTimeout((int) config.guard().idleTimeout().toSeconds())
                .setCompressionSupported(true)
                .setCompressionContentSizeThreshold(config.compression().minSize())
                .addCompressor(gzip(config.compression().level()))
                .setMaxWebSocketFrameSize(config.frameLimit())
                .setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(false)
                // Packing frames for each socket apart costs every watcher; a small one may unpack to any size.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(STREAMS_OF_A_CONNECTION)
                        .setMaxHeaderListSize(config.headerLimit()))
                .setHttp2RstFloodMaxRstFramePerWindow(RESETS_IN_THIRTY_SECONDS)
                .setTcpNoDelay(true);
        if (certificate != null) {
            certificate.applyTo(options, config.guard().headerTimeout());
        }
        return options;
    }

    /** The window and memory that every gzip has; naming it leaves out the encodings that nobody asked for. */
    private static CompressionOptions gzip(int level) {
        return StandardCompressionOptions.gzip(level, 15, 8);
    }
}
