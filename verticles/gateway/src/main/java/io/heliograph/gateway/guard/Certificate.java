package io.heliograph.gateway.guard;

import io.heliograph.contracts.problems.CannotStart;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's certificate and key, read again when their files change. New files take the place of the old ones only when they
 * can be read and belong together, so that half a renewal closes no door.
 */
public final class Certificate {
    private static final Logger LOG = LoggerFactory.getLogger(Certificate.class);

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

    private final TlsConfig config;
    private List<String> seen = List.of();
    private volatile PemFiles files;
    private volatile String trouble;

    Certificate(TlsConfig config) {
        this.config = config;
    }

    /** What the doors open with; to be called off the event loop, before anything else. */
    public Certificate open(Vertx vertx) {
        try {
            seen = stamps();
            files = PemFiles.read(vertx, config);
            return this;
        } catch (BadPem e) {
            throw new CannotStart("TLS cannot be set up: " + e.getMessage());
        }
    }

    /** Why the files on disk are not the ones in use; null if they are. */
    public String trouble() {
        return trouble;
    }

    /** Looks whether the files changed; gives what is in use now. */
    Future<PemFiles> current(Vertx vertx) {
        return vertx.executeBlocking(() -> {
            lookAgain(vertx);
            return files;
        });
    }

    PemFiles inUse() {
        return files;
    }

    /** Makes a server speak TLS; who does not finish its greeting in time is closed. */
    public void applyTo(HttpServerOptions options, Duration greeting) {
        options.setSsl(true)
                .setUseAlpn(true)
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setSslHandshakeTimeout(greeting.toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeyCertOptions(files.pair());
        if (files.callers() != null) {
            options.setClientAuth(ClientAuth.REQUIRED).setTrustOptions(files.callers());
        }
    }

    /** The same for a server that is listening. */
    ServerSSLOptions options(PemFiles read) {
        ServerSSLOptions options = new ServerSSLOptions();
        options.setKeyCertOptions(read.pair());
        options.setUseAlpn(true);
        options.setApplicationLayerProtocols(List.of("h2", "http/1.1"));
        options.setEnabledSecureTransportProtocols(PROTOCOLS);
        if (read.callers() != null) {
            options.setClientAuth(ClientAuth.REQUIRED);
            options.setTrustOptions(read.callers());
        }
        return options;
    }

    private synchronized void lookAgain(Vertx vertx) {
        List<String> now = stamps();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            files = PemFiles.read(vertx, config);
            trouble = null;
            LOG.info("the certificate was read again; it is valid until {}", files.validUntil());
        } catch (BadPem e) {
            trouble = "the new TLS files are not used: " + e.getMessage();
            LOG.warn("{}; the ones before stay in use", trouble);
        }
    }

    /** Time and size of each file, or that it is missing. */
    private List<String> stamps() {
        List<String> stamps = new ArrayList<>();
        for (String file : List.of(config.cert(), config.key(), config.clientCa())) {
            stamps.add(file.isEmpty() ? "" : stamp(Path.of(file)));
        }
        return stamps;
    }

    private static String stamp(Path file) {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            return changed.toMillis() + " " + Files.size(file);
        } catch (IOException e) {
            return "missing";
        }
    }
}
