package io.heliograph.exporters.line;

import io.heliograph.exporters.line.ExporterConfig.Begin;
import io.heliograph.journal.Journal;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an exporter has come to: kept in a file, by which the journal knows what to hold back for it. */
final class Place {
    private static final Logger LOG = LoggerFactory.getLogger(Place.class);

    private final ExporterConfig config;
    private final Journal journal;
    private final CursorFile file;
    private long kept;
    private boolean failed;

    Place(ExporterConfig config, Journal journal, Path directory) {
        this.config = config;
        this.journal = journal;
        this.file = new CursorFile(directory, config.name(), journal.id());
    }

    /** Where to go on, in a journal that ends at the position. Blocks. */
    long find(long end) {
        Optional<Long> found = Optional.empty();
        try {
            found = file.read();
        } catch (IOException e) {
            LOG.error("exporter {}: its place is lost, and it begins anew: {}", config.name(), e.getMessage());
        }
        if (found.isPresent() && found.get() <= end) {
            return found.get();
        }
        if (found.isPresent()) {
            LOG.warn("exporter {}: the journal ends before its place; it goes on at the end", config.name());
        }
        long begin = found.isEmpty() && config.begin() == Begin.OLDEST ? journal.start() : end;
        if (!keep(begin)) {
            LOG.warn("exporter {}: its place cannot be kept in {}", config.name(), file);
        }
        return begin;
    }

    /** Whether the place could be kept; that it could not makes no export undone. Blocks. */
    boolean keep(long next) {
        try {
            file.write(next);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The exporter is here now, and that was kept or not. */
    void moved(long position, boolean isKept) {
        if (isKept) {
            kept = position;
        } else if (!failed) {
            LOG.warn(
                    "exporter {}: its place cannot be kept; after a crash more events would come again", config.name());
        }
        failed = !isKept;
    }

    long kept() {
        return kept;
    }

    /** Tells the journal what is still wanted of it. */
    Future<Void> hold() {
        return journal.hold(config.name(), kept, config.maxBacklog());
    }
}
