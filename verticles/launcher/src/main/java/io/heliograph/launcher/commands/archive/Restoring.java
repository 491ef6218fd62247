package io.heliograph.launcher.commands.archive;

import io.heliograph.contracts.retention.Retention;
import io.heliograph.flow.Loop;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.Progress;
import io.heliograph.retain.archive.ArchiveReading;
import io.heliograph.store.Database;
import io.heliograph.store.Leases;
import io.heliograph.store.Leases.Lease;
import io.heliograph.store.events.EventRestore;
import io.heliograph.store.events.NameBook;
import io.heliograph.store.events.Partitions;
import io.heliograph.store.retain.FloorTable;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;

/** Stores the events of an archive, batch by batch, one restore of a cluster at a time. */
final class Restoring {
    private static final String LEASE = "archive-restore";
    private static final Duration HOLD = Duration.ofMinutes(1);
    private static final int TOGETHER = 5_000;
    private static final int MOST_BYTES = 8 << 20;

    private final Retention retention;
    private final boolean liftPrunes;
    private final Progress progress;
    private long before;
    private long read;
    private long stored;

    Restoring(Retention retention, boolean liftPrunes, Progress progress) {
        this.retention = retention;
        this.liftPrunes = liftPrunes;
        this.progress = progress;
    }

    long read() {
        return read;
    }

    long stored() {
        return stored;
    }

    Future<Void> run(Database database, List<ArchiveReading> streams) {
        Leases leases = new Leases(database);
        FloorTable floors = new FloorTable(database);
        EventRestore restore = new EventRestore(database, new Partitions(database), new NameBook(database));
        return leases.acquire(LEASE, "pid " + ProcessHandle.current().pid(), HOLD)
                .compose(lease -> lease.map(Future::succeededFuture)
                        .orElseGet(() -> failed("another restore is under way, or ended less than a minute ago")))
                .compose(lease -> (liftPrunes ? floors.lift() : Future.<Void>succeededFuture())
                        .compose(lifted -> floors.read(Instant.EPOCH))
                        .onSuccess(retention::learn)
                        .compose(known -> streams(streams, leases, lease, restore))
                        .compose(done -> restore.finish())
                        .eventually(() -> leases.release(lease)));
    }

    private Future<Void> streams(List<ArchiveReading> streams, Leases leases, Lease lease, EventRestore restore) {
        Iterator<ArchiveReading> left = streams.iterator();
        return Loop.whileMore(() -> {
            if (!left.hasNext()) {
                return Future.succeededFuture(false);
            }
            ArchiveReading reading = left.next();
            return Loop.whileMore(() -> batch(reading, leases, lease, restore)).map(done -> {
                before += reading.size();
                return true;
            });
        });
    }

    /** Stores the next events; whether there were any. */
    private Future<Boolean> batch(ArchiveReading reading, Leases leases, Lease lease, EventRestore restore) {
        List<JournaledEvent> batch = reading.next(TOGETHER, MOST_BYTES);
        if (batch.isEmpty()) {
            return Future.succeededFuture(false);
        }
        for (JournaledEvent event : batch) {
            Instant time = Instant.EPOCH.plus(event.timestamp(), ChronoUnit.MICROS);
            if (!retention.horizon(event.project()).shows(event.type(), time)) {
                return failed("event " + event.id() + " of " + time + " would expire at once; raise retention.max-age"
                        + " or its rule first, or take --lift-prunes if it was pruned by hand");
            }
        }
        return leases.renew(lease, HOLD)
                .compose(held -> held ? restore.run(batch) : failed("another restore has begun meanwhile"))
                .map(some -> {
                    read += batch.size();
                    stored += some;
                    progress.at(before + reading.bytes(), read + " events read, " + stored + " stored");
                    return true;
                });
    }

    private static <T> Future<T> failed(String why) {
        return Future.failedFuture(CommandFailed.notAllWell(why));
    }
}
