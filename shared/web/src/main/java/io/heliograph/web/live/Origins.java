package io.heliograph.web.live;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which pages may open sockets: a browser lets any page try and says whose it is, so the hub has to look. Pages of the hub
 * itself and of the listed origins may; who sends no origin is no browser.
 */
public final class Origins {
    private final Set<String> allowed;
    private final boolean any;

    public Origins(List<String> allowed) {
        this.allowed = Set.copyOf(allowed);
        any = allowed.contains("*");
    }

    public boolean allows(HttpServerRequest request) {
        List<String> origins = request.headers().getAll(HttpHeaders.ORIGIN);
        if (origins.isEmpty()) {
            return true;
        }
        String origin = origins.get(0);
        return origins.size() == 1 && (any || allowed.contains(origin) || isOurs(origin, request));
    }

    private static boolean isOurs(String origin, HttpServerRequest request) {
        HostAndPort asked = request.authority();
        try {
            URI page = new URI(origin);
            return asked != null
                    && request.scheme().equals(page.getScheme())
                    && page.getHost() != null
                    && page.getHost()
                            .toLowerCase(Locale.ROOT)
                            .equals(asked.host().toLowerCase(Locale.ROOT))
                    && portOf(page.getPort(), request.scheme()) == portOf(asked.port(), request.scheme());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static int portOf(int port, String scheme) {
        return port > 0 ? port : scheme.equals("https") ? 443 : 80;
    }
}
