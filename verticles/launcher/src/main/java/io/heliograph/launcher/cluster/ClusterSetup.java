package io.heliograph.launcher.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.XmlConfigBuilder;
import io.heliograph.contracts.problems.CannotStart;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Makes the cluster manager from the mode's file: the one in ./cluster-config if there, else the one in the jar. */
public final class ClusterSetup {
    private ClusterSetup() {}

    /** The suffix keeps apart clusters that bear the same name. */
    public static ClusterManager manager(ClusterConfig cluster, String suffix) {
        // Hazelcast reads this before any file.
        System.setProperty("hazelcast.logging.type", "slf4j");
        return new HazelcastClusterManager(hazelcast(cluster, suffix));
    }

    /** The event bus listens where Hazelcast does, at a port of the system's choice. */
    public static EventBusOptions busOptions(ClusterConfig cluster) {
        return new EventBusOptions().setHost(cluster.host()).setPort(0).setTrustAll(false);
    }

    static Config hazelcast(ClusterConfig cluster, String suffix) {
        Properties values = new Properties();
        values.setProperty("heliograph.cluster.name", cluster.name() + suffix);
        values.setProperty("heliograph.cluster.host", cluster.host());
        values.setProperty("heliograph.cluster.port", Integer.toString(cluster.port()));
        values.setProperty("heliograph.cluster.port-range", Integer.toString(cluster.portRange()));
        values.setProperty("heliograph.cluster.members", cluster.members());
        values.setProperty("heliograph.cluster.service", cluster.service());
        try (InputStream file = open(cluster.mode() + ".xml")) {
            return new XmlConfigBuilder(file).setProperties(values).build();
        } catch (IOException e) {
            throw new CannotStart("The cluster file cluster-config/" + cluster.mode() + ".xml cannot be read.");
        }
    }

    private static InputStream open(String name) throws IOException {
        Path own = Path.of("cluster-config", name);
        return Files.exists(own)
                ? Files.newInputStream(own)
                : ClusterSetup.class.getResourceAsStream("/cluster-config/" + name);
    }
}
