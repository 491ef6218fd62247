package io.heliograph.launcher.hub;

import java.time.Instant;
import java.util.List;

/** Who this node is, and where its doors are. */
public record Node(
        String name, String scheme, String host, int port, List<String> roles, String version, Instant startedAt) {
    public Node {
        roles = List.copyOf(roles);
    }

    public String url() {
        return scheme + "://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }
}
