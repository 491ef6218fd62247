package io.heliograph.web.clients;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

/** Where the caller believes the hub to be: scheme, and host with the port unless it is the usual one. */
public record PublicAddress(String scheme, String authority) {
    private static final String KEY = PublicAddress.class.getName();

    /** What {@link TrustedProxies} found out, or what the request itself says. */
    public static PublicAddress of(RoutingContext http) {
        PublicAddress known = http.get(KEY);
        return known == null ? of(http.request()) : known;
    }

    static PublicAddress of(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return new PublicAddress(request.isSSL() ? "https" : "http", authority == null ? "" : authority.toString());
    }

    /** As browsers write the origin of a page. */
    public String origin() {
        return scheme + "://" + authority;
    }

    void put(RoutingContext http) {
        http.put(KEY, this);
    }
}
