package io.heliograph.gateway.guard;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.ServerSSLOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a server the certificate that was read again; connections that are open keep theirs, new ones get the new one. */
public final class CertificateWatch {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
    private static final long PAUSE_MS = 2_000;

    private final Vertx vertx;
    private final Certificate certificate;
    private final HttpServer server;
    private PemFiles handed;

    public CertificateWatch(Vertx vertx, Certificate certificate, HttpServer server) {
        this.vertx = vertx;
        this.certificate = certificate;
        this.server = server;
        handed = certificate.inUse();
    }

    public void start() {
        vertx.setPeriodic(PAUSE_MS, tick -> certificate.current(vertx).onSuccess(this::hand));
    }

    private void hand(PemFiles current) {
        if (current == handed) {
            return;
        }
        handed = current;
        ServerSSLOptions options = certificate.options(current);
        server.updateSSLOptions(options)
                .onFailure(cause -> LOG.warn("the doors did not take the new certificate: {}", cause.getMessage()));
    }
}
