package io.heliograph.launcher.cluster;

import io.heliograph.contracts.settings.Settings;

/** How nodes find each other, and where they listen for each other. */
public record ClusterConfig(
        Mode mode, String name, String host, int port, int portRange, String members, String service, int nextPorts) {

    /** The ways of finding peers; each has its file in cluster-config. */
    public enum Mode {
        OFF,
        TCP_IP,
        MULTICAST,
        KUBERNETES;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    public static ClusterConfig from(Settings settings) {
        return new ClusterConfig(
                settings.choice("cluster.mode", Mode.OFF),
                settings.text("cluster.name", "heliograph"),
                settings.text("cluster.host", "127.0.0.1"),
                settings.integer("cluster.port", 5701, 1024, 65_000),
                settings.integer("cluster.port-range", 20, 1, 100),
                settings.text("cluster.members", "127.0.0.1"),
                settings.text("cluster.service", "heliograph-cluster"),
                settings.integer("cluster.next-http-ports", 20, 0, 1000));
    }

    public boolean isOn() {
        return mode != Mode.OFF;
    }
}
