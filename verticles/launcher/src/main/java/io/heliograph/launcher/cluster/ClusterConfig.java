package io.heliograph.launcher.cluster;

import io.heliograph.contracts.settings.Settings;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How nodes find each other, and where they listen for each other. */
public record ClusterConfig(
        Mode mode, String name, String host, int port, int portRange, String members, String service, int nextPorts) {

    /** A name or an address, with * and ranges in the parts of an address, and a port or none. */
    private static final Pattern MEMBER = Pattern.compile("([\\w.*-]+|\\[[\\p{XDigit}:.%]+])(:\\d{1,5})?");

    /** The ways of finding peers; each has its file in cluster-config. */
    public enum Mode {
        OFF,
        TCP_IP,
        MULTICAST,
        KUBERNETES;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public static ClusterConfig from(Settings settings) {
        return new ClusterConfig(
                settings.choice("cluster.mode", Mode.OFF),
                settings.text("cluster.name", "heliograph"),
                settings.text("cluster.host", "127.0.0.1"),
                settings.integer("cluster.port", 5701, 1024, 65_000),
                settings.integer("cluster.port-range", 20, 1, 100),
                settings.read("cluster.members", "127.0.0.1", ClusterConfig::members),
                settings.text("cluster.service", "heliograph-cluster"),
                settings.integer("cluster.next-http-ports", 20, 0, 1000));
    }

    /** Hazelcast would find a wrong one only once everything else runs. */
    private static String members(String text) {
        Stream.of(text.split("[,;\\s]+"))
                .filter(member -> !member.isEmpty() && !MEMBER.matcher(member).matches())
                .findFirst()
                .ifPresent(member -> {
                    throw new IllegalArgumentException(
                            "names '" + member + "'; write a host or host:port, several of them separated by commas");
                });
        return text;
    }

    public boolean isOn() {
        return mode != Mode.OFF;
    }
}
