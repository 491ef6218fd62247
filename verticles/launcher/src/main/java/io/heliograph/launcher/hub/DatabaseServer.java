package io.heliograph.launcher.hub;

import io.heliograph.launcher.settings.HubConfig;
import io.heliograph.store.DatabaseAddress;
import io.heliograph.store.embedded.Coordinates;
import io.heliograph.store.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's place in the data directory and the PostgreSQL it uses. An embedded one is shared by the nodes of the
 * directory: the first to come starts it, the last to leave stops it.
 */
final class DatabaseServer {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseServer.class);

    private final Path data;
    private final NodeSlot slot;
    private final DatabaseAddress address;
    private volatile EmbeddedPostgres embedded;
    private boolean closed;

    private DatabaseServer(Path data, NodeSlot slot, EmbeddedPostgres embedded, DatabaseAddress address) {
        this.data = data;
        this.slot = slot;
        this.embedded = embedded;
        this.address = address;
    }

    static DatabaseServer open(HubConfig config) {
        Path data = config.dataDirectory();
        NodeSlot first = NodeSlot.take(data, config.cluster().isOn());
        try {
            return oneAtATime(data, () -> open(config, first));
        } catch (RuntimeException e) {
            first.leave();
            throw e;
        }
    }

    DatabaseAddress address() {
        return address;
    }

    NodeSlot slot() {
        return slot;
    }

    /** Where rows are kept, in words for the console. */
    String description() {
        return embedded == null
                ? "PostgreSQL at " + address
                : "embedded PostgreSQL, port " + embedded.coordinates().port() + ", loopback only";
    }

    /** Starts an embedded PostgreSQL again that is gone, unless another node does; true if it was gone. Blocks. */
    boolean revive() {
        return embedded != null && !embedded.isRunning() && oneAtATime(data, this::reviveAlone);
    }

    /** Nodes that share an embedded server belong together; those of another data directory must not join them. */
    String clusterSuffix() {
        return embedded == null
                ? ""
                : "-" + Integer.toHexString(data.toAbsolutePath().normalize().hashCode());
    }

    void close() {
        oneAtATime(data, () -> {
            closed = true;
            if (embedded != null && slot.isLast()) {
                embedded.stop();
            }
            slot.leave();
            return null;
        });
    }

    /** Another node may have been first, or this one may be leaving. */
    private boolean reviveAlone() {
        if (closed || embedded.isRunning()) {
            return !closed;
        }
        LOG.warn("the embedded PostgreSQL is gone without having been stopped; starting it again");
        embedded.stop();
        embedded = EmbeddedPostgres.start(data);
        int port = embedded.coordinates().port();
        if (port != address.port()) {
            LOG.error(
                    "PostgreSQL's port {} was taken meanwhile, it is at {} now: start this hub again",
                    address.port(),
                    port);
        }
        return true;
    }

    private static DatabaseServer open(HubConfig config, NodeSlot slot) {
        if (!config.database().embedded()) {
            DatabaseAddress address = DatabaseAddress.parse(config.database().url());
            return new DatabaseServer(config.dataDirectory(), slot, null, address);
        }
        EmbeddedPostgres embedded = EmbeddedPostgres.start(config.dataDirectory());
        Coordinates at = embedded.coordinates();
        DatabaseAddress address = DatabaseAddress.of(at.host(), at.port(), at.database(), at.user(), at.password());
        return new DatabaseServer(config.dataDirectory(), slot, embedded, address);
    }

    /**
     * Coming and leaving wait for each other, so that nobody comes to a server that is just being stopped. Threads take
     * turns first, since a process can take a file lock but once.
     */
    private static synchronized <T> T oneAtATime(Path data, Callable<T> step) {
        try {
            Files.createDirectories(data);
            try (FileChannel door =
                    FileChannel.open(data.resolve("door.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                door.lock();
                return step.call();
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
