package io.heliograph.retain;

import io.heliograph.contracts.retention.Retention;
import io.heliograph.retain.Expiry.Verdict;
import io.heliograph.store.retain.DayContent;
import io.heliograph.store.retain.DayRemoval;
import io.heliograph.store.retain.DayRemoval.Freed;
import io.heliograph.store.retain.FloorTable;
import io.heliograph.store.retain.KeyExpiry;
import io.heliograph.store.retain.StoredDays;
import io.heliograph.store.retain.StoredDays.Day;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Rids the disk of what has expired, a day at a time. Each step stands for itself: it may end after any of them. */
final class ExpiryRound {
    private final RetainConfig config;
    private final Retention retention;
    private final Expiry expiry;
    private final Parts parts;
    private final Keeper keeper;
    private final InstantSource clock;

    /** What it works with. */
    record Parts(FloorTable floors, StoredDays days, DayRemoval removal, KeyExpiry keys) {}

    /** Whom it tells how far it is; each answers whether to go on. */
    interface Watch {
        Future<Boolean> begins(int days);

        /** One day is done. */
        Future<Boolean> did(Verdict gone, Freed freed, boolean held);
    }

    ExpiryRound(RetainConfig config, Retention retention, Parts parts, Keeper keeper, InstantSource clock) {
        this.config = config;
        this.retention = retention;
        this.parts = parts;
        this.keeper = keeper;
        this.clock = clock;
        expiry = new Expiry(retention, config.rewriteShare());
    }

    /** Takes over what was pruned, wherever that was. */
    Future<Void> refresh() {
        return parts.floors()
                .read(clock.instant().minus(retention.longest()))
                .onSuccess(retention::learn)
                .mapEmpty();
    }

    /** All that is to be done now, as far as the watch lets it go on. */
    Future<Void> run(Watch watch) {
        return refresh()
                .compose(known -> parts.days().list())
                .compose(days -> keepDue(days).map(days))
                .compose(days -> makeRoom(days).map(days))
                .compose(days -> {
                    List<LocalDate> some = days.stream()
                            .map(Day::day)
                            .filter(day -> expiry.isOver(day) || expiry.isDoubtful(day, clock.instant()))
                            .toList();
                    return watch.begins(some.size()).compose(on -> on ? days(some, watch) : stopped());
                })
                .compose(on -> on ? parts.keys().run(retention.earliest()) : Future.succeededFuture())
                .mapEmpty();
    }

    /** A day that cannot be kept now is tried again in the next round. */
    private Future<Void> keepDue(List<Day> days) {
        Future<Void> done = Future.succeededFuture();
        for (Day day : days) {
            if (keeper.isDue(day.day())) {
                done = done.compose(before -> parts.days().content(day.day()))
                        .compose(keeper::look)
                        .recover(ExpiryRound::unlessKeeper);
            }
        }
        return done;
    }

    private static Future<Void> unlessKeeper(Throwable failure) {
        return failure instanceof IOException ? Future.succeededFuture() : Future.failedFuture(failure);
    }

    /** Where all takes more room than it may, the oldest days expire; never the one that is not over. */
    private Future<Void> makeRoom(List<Day> days) {
        if (config.maxSize() == 0) {
            return Future.succeededFuture();
        }
        return parts.days().keyBytes().compose(keys -> {
            Instant floor = tooMuch(days, keys);
            return floor == null
                    ? Future.succeededFuture()
                    : parts.floors().raise(null, floor).compose(raised -> refresh());
        });
    }

    private Instant tooMuch(List<Day> days, long keyBytes) {
        long bytes = keyBytes + days.stream().mapToLong(Day::bytes).sum();
        Instant floor = null;
        for (Day day : days) {
            Instant end = DayContent.end(day.day());
            if (bytes <= config.maxSize() || end.isAfter(clock.instant())) {
                break;
            }
            bytes -= day.bytes();
            floor = end;
        }
        return floor;
    }

    private Future<Boolean> days(List<LocalDate> days, Watch watch) {
        if (days.isEmpty()) {
            return Future.succeededFuture(true);
        }
        return day(days.get(0), watch).compose(on -> on ? days(days.subList(1, days.size()), watch) : stopped());
    }

    /** A day that cannot be kept does not leave. */
    private Future<Boolean> day(LocalDate day, Watch watch) {
        return leave(day, watch)
                .recover(failure -> failure instanceof IOException
                        ? watch.did(new Verdict(List.of()), Freed.NOTHING, true)
                        : Future.failedFuture(failure));
    }

    private Future<Boolean> leave(LocalDate day, Watch watch) {
        return parts.days().content(day).compose(content -> {
            if (expiry.isOver(day)) {
                Verdict all = new Verdict(content.kinds());
                Future<OptionalLong> dropped = keeper.isOn()
                        ? parts.removal().drop(day, () -> keep(day))
                        : parts.removal().drop(day);
                return dropped.compose(bytes -> tell(watch, all, bytes));
            }
            Optional<Verdict> verdict = expiry.look(content);
            return verdict.isEmpty()
                    ? watch.did(new Verdict(List.of()), Freed.NOTHING, false)
                    : parts.removal()
                            .rewrite(day, verdict.get().types(), () -> keep(day))
                            .compose(bytes -> tell(watch, verdict.get(), bytes));
        });
    }

    /** Counted anew: nothing may leave that was not looked for. */
    private Future<Void> keep(LocalDate day) {
        return keeper.isOn() ? parts.days().count(day).compose(keeper::keep) : Future.succeededFuture();
    }

    private static Future<Boolean> tell(Watch watch, Verdict gone, OptionalLong bytes) {
        return bytes.isEmpty()
                ? watch.did(new Verdict(List.of()), Freed.NOTHING, true)
                : watch.did(gone, new Freed(gone.events(null), bytes.getAsLong()), false);
    }

    private static Future<Boolean> stopped() {
        return Future.succeededFuture(false);
    }
}
