package io.heliograph.retain.archive;

import io.heliograph.retain.Keeper;
import io.heliograph.store.events.DayEvents;
import io.heliograph.store.events.DayEvents.Stored;
import io.heliograph.store.retain.DayContent;
import io.heliograph.store.retain.DayContent.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes days of events into the files of their streams, and knows of a day that is to leave whether all of it is there. */
public final class Archive implements Keeper {
    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

    private final Vertx vertx;
    private final ArchiveConfig config;
    private final ArchiveTarget target;
    private final Signer signer;
    private final DayEvents events;
    private final InstantSource clock;

    /** With null for a signer, manifests are not signed. */
    public Archive(
            Vertx vertx,
            ArchiveConfig config,
            ArchiveTarget target,
            Signer signer,
            DayEvents events,
            InstantSource clock) {
        this.vertx = vertx;
        this.config = config;
        this.target = target;
        this.signer = signer;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public boolean isDue(LocalDate day) {
        return !DayContent.end(day).plus(config.after()).isAfter(clock.instant());
    }

    /** Writes what the files do not hold yet; a day of which they hold as many events as the database is let be. */
    @Override
    public Future<Void> look(DayContent content) {
        return each(content.day(), config.streams().iterator(), stream -> {
            List<Kind> kinds = kinds(stream, content);
            long stored = kinds.stream().mapToLong(Kind::events).sum();
            return stored == 0
                    ? Future.succeededFuture()
                    : aside(() -> archived(stream, content.day()))
                            .compose(archived -> archived >= stored
                                    ? Future.succeededFuture()
                                    : write(stream, content.day(), kinds).mapEmpty());
        });
    }

    /** Goes through a day until nothing is left to be written: all of it was found in the files, and these as written. */
    @Override
    public Future<Void> keep(DayContent content) {
        return each(content.day(), config.streams().iterator(), stream -> {
            List<Kind> kinds = kinds(stream, content);
            return kinds.isEmpty() ? Future.succeededFuture() : untilAllIsThere(stream, content.day(), kinds);
        });
    }

    private Future<Void> untilAllIsThere(ArchiveStream stream, LocalDate day, List<Kind> kinds) {
        return write(stream, day, kinds)
                .compose(added -> added == 0 ? Future.succeededFuture() : untilAllIsThere(stream, day, kinds));
    }

    private long archived(ArchiveStream stream, LocalDate day) throws IOException {
        return new StreamFiles(target, stream.name())
                .of(day).stream().mapToLong(Manifest::events).sum();
    }

    private Future<Long> write(ArchiveStream stream, LocalDate day, List<Kind> kinds) {
        List<Integer> types = kinds.stream().map(Kind::number).toList();
        return aside(() -> new DayMerge(target, stream.name(), day, config, signer, clock))
                .compose(merge -> events.read(day, types, rows -> aside(() -> take(merge, rows)))
                        .recover(failure -> Future.failedFuture(
                                failure instanceof UncheckedIOException read ? read.getCause() : failure))
                        .compose(read -> aside(merge::finish))
                        .eventually(() -> aside(() -> {
                            merge.close();
                            return null;
                        })))
                .onSuccess(added -> {
                    if (added > 0) {
                        LOG.info("{} events of {} archived in stream {}", added, day, stream.name());
                    }
                });
    }

    /** What goes wrong here is no trouble of the database's connection, as which an IOException would be taken there. */
    private static Void take(DayMerge merge, List<Stored> rows) {
        try {
            merge.take(rows);
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those kinds that no stream before takes. */
    private List<Kind> kinds(ArchiveStream stream, DayContent content) {
        return content.kinds().stream()
                .filter(kind -> streamOf(kind.type()).filter(stream::equals).isPresent())
                .toList();
    }

    private Optional<ArchiveStream> streamOf(String type) {
        return config.streams().stream().filter(stream -> stream.takes(type)).findFirst();
    }

    private <T> Future<T> aside(Callable<T> work) {
        return vertx.executeBlocking(work, true);
    }

    /** A file system's exception may say nothing but the name of the file. */
    private static String reason(Throwable cause) {
        return cause instanceof FileSystemException file && file.getReason() == null
                ? file.getFile() + " cannot be made, read or written ("
                        + cause.getClass().getSimpleName() + ")"
                : cause.getMessage();
    }

    private interface Step {
        Future<Void> take(ArchiveStream stream);
    }

    private static Future<Void> each(LocalDate day, Iterator<ArchiveStream> streams, Step step) {
        if (!streams.hasNext()) {
            return Future.succeededFuture();
        }
        ArchiveStream stream = streams.next();
        return step.take(stream)
                .onFailure(cause -> LOG.error(
                        "{} is not all in stream {} of the archive and stays in the database: {}",
                        day,
                        stream.name(),
                        reason(cause)))
                .compose(done -> each(day, streams, step));
    }
}
