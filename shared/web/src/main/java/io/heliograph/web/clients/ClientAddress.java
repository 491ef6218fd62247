package io.heliograph.web.clients;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * The address that a request comes from: its peer's, or what a trusted proxy says of it. {@code text} is the same for every
 * spelling of an address; {@code site} is what limits go by, since one IPv6 site has more addresses than could be counted.
 */
public record ClientAddress(String text, String site, boolean isLoopback) {
    /** Of a peer that has no address, such as a socket of the file system. */
    private static final ClientAddress NOWHERE = new ClientAddress("unknown", "unknown", true);

    private static final String KEY = ClientAddress.class.getName();

    /** What {@link TrustedProxies} found out, or the peer of the connection where nobody asked. */
    public static ClientAddress of(RoutingContext http) {
        ClientAddress known = http.get(KEY);
        return known == null ? of(http.request().connection()) : known;
    }

    /** The peer itself, whatever it says. */
    public static ClientAddress of(HttpConnection connection) {
        SocketAddress peer = connection.remoteAddress();
        return Optional.ofNullable(peer == null ? null : peer.hostAddress())
                .flatMap(Ip::read)
                .map(ClientAddress::of)
                .orElse(NOWHERE);
    }

    static ClientAddress of(byte[] address) {
        return new ClientAddress(Ip.text(address), Ip.site(address), Ip.isLoopback(address));
    }

    void put(RoutingContext http) {
        http.put(KEY, this);
    }
}
