package io.heliograph.gateway.guard;

import io.heliograph.web.Channels;
import io.heliograph.web.clients.ClientAddress;
import io.heliograph.web.clients.TrustedProxies;
import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections of a node, all of them and those of each address, and closes what is over the limit. */
public final class Connections {
    private final int most;
    private final int mostOfOne;
    private final TrustedProxies proxies;
    private final AtomicInteger all = new AtomicInteger();
    private final Map<String, Integer> bySite = new ConcurrentHashMap<>();

    Connections(int most, int mostOfOne, TrustedProxies proxies) {
        this.most = most;
        this.mostOfOne = mostOfOne;
        this.proxies = proxies;
    }

    /** How many there are. */
    public int open() {
        return all.get();
    }

    /** Whether there is room; {@code left} is called when the connection ends, whether there was or not. */
    boolean admit(HttpConnection connection, Runnable left) {
        ClientAddress peer = ClientAddress.of(connection);
        // Behind these stand many.
        boolean isCounted = !peer.isLoopback() && !proxies.contains(peer);
        int own = isCounted ? bySite.merge(peer.site(), 1, Integer::sum) : 0;
        boolean room = all.incrementAndGet() <= most && own <= mostOfOne;
        // Vert.x tells of the end only those that stay HTTP; a WebSocket would be counted for ever.
        Channels.of(connection).closeFuture().addListener(closed -> {
            all.decrementAndGet();
            if (isCounted) {
                bySite.computeIfPresent(peer.site(), (site, count) -> count == 1 ? null : count - 1);
            }
            left.run();
        });
        return room;
    }
}
