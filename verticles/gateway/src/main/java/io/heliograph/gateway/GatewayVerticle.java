package io.heliograph.gateway;

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
import io.netty.handler.codec.compression.CompressionOptions;
import io.netty.handler.codec.compression.StandardCompressionOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens the HTTP doors: mounts route groups without knowing whose they are. One instance for each event loop. */
public final class GatewayVerticle extends VerticleBase {
    private final GatewayConfig config;
    private final List<RouteGroup> open;
    private final Authenticator authenticator;
    private final List<RouteGroup> guarded;
    private final AtomicInteger connections;
    private final Refusals refusals;
    private final AuditTrail trail;
    private final InstantSource clock;
    private HttpServer server;

    /** Open groups ask for no credential; {@code connections} and {@code refusals} are shared by the instances of a node. */
    public GatewayVerticle(
            GatewayConfig config,
            List<RouteGroup> open,
            Authenticator authenticator,
            List<RouteGroup> guarded,
            AtomicInteger connections,
            Refusals refusals,
            AuditTrail trail,
            InstantSource clock) {
        this.config = config;
        this.open = open;
        this.authenticator = authenticator;
        this.guarded = guarded;
        this.connections = connections;
        this.refusals = refusals;
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        server = vertx.createHttpServer(options()).requestHandler(router()).connectionHandler(this::count);
        return server.listen();
    }

    @Override
    public Future<?> stop() {
        return server.shutdown(config.shutdownTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private Router router() {
        Router router = Router.router(vertx);
        List.of(400, 404, 405, 413, 500)
                .forEach(status -> router.errorHandler(status, ProblemAnswers.forStatus(status)));
        router.route()
                .failureHandler(http -> HttpAudit.attach(http, trail))
                .failureHandler(refusals::count)
                .failureHandler(ProblemAnswers::onFailure);
        DateHeader date = new DateHeader(vertx, clock);
        router.route().handler(http -> HttpAudit.attach(http, trail)).handler(http -> {
            date.put(http);
            RequestId.put(http);
            SecurityHeaders.put(http);
            http.next();
        });
        router.route().handler(Cors.allowing(config.allowedOrigins()));
        open.forEach(group -> group.mount(router));
        router.route().handler(new Authentication(authenticator)::handle);
        guarded.forEach(group -> group.mount(router));
        return router;
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setMaxHeaderSize(config.headerLimit())
                .setIdleTimeout((int) config.idleTimeout().toSeconds())
                .setCompressionSupported(true)
                .setCompressionContentSizeThreshold(config.compression().minSize())
                .addCompressor(gzip(config.compression().level()))
                .setMaxWebSocketFrameSize(config.frameLimit())
                // A frame of a few bytes may unpack to more than any limit.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(false)
                // Packing frames for each socket apart would cost every watcher, and its handlers every request.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setTcpNoDelay(true);
    }

    /** The window and memory that every gzip has; naming it leaves out the encodings that nobody asked for. */
    private static CompressionOptions gzip(int level) {
        return StandardCompressionOptions.gzip(level, 15, 8);
    }

    private void count(HttpConnection connection) {
        if (connections.incrementAndGet() > config.maxConnections()) {
            connection.close();
        }
        connection.closeHandler(closed -> connections.decrementAndGet());
    }
}
