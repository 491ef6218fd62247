package io.heliograph.bridge.feed;

import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Brings watchers from their own places to where the others are, a page at a time and at their pace. However many are behind, few
 * pages are in memory.
 */
final class CatchUp {
    private static final int MOST_PAGES = 4;

    private final Map<UUID, Owner> owners;
    private final LongSupplier nanos;
    private final Consumer<Runnable> later;
    private final Deque<Watcher> waiting = new ArrayDeque<>();
    private int pages;

    CatchUp(Map<UUID, Owner> owners, LongSupplier nanos, Consumer<Runnable> later) {
        this.owners = owners;
        this.nanos = nanos;
        this.later = later;
    }

    /** Goes on as soon as the watcher's sink has room. */
    void whenRoom(Watcher watcher) {
        watcher.waitsForRoom(true);
        watcher.onRoom(() -> later.accept(() -> {
            watcher.waitsForRoom(false);
            goOn(watcher);
        }));
    }

    void goOn(Watcher watcher) {
        if (watcher.isEnded() || watcher.isLive() || watcher.isBusy() || watcher.waitsForRoom()) {
            return;
        }
        Optional<Owner> ahead = owners.values().stream()
                .filter(owner -> owner.cursor() > watcher.positions().of(owner.journal()))
                .findFirst();
        if (ahead.isEmpty()) {
            watcher.live(true);
            return;
        }
        if (!watcher.hasRoom()) {
            whenRoom(watcher);
            return;
        }
        watcher.busy(true);
        if (pages == MOST_PAGES) {
            waiting.add(watcher);
        } else {
            read(watcher, ahead.get());
        }
    }

    private void read(Watcher watcher, Owner owner) {
        pages++;
        owner.read(watcher.positions().of(owner.journal()), watcher.appetite()).onComplete(read -> {
            pages--;
            watcher.busy(false);
            if (read.succeeded() && !watcher.isEnded()) {
                take(watcher, owner, read.result());
            }
            next();
        });
    }

    private void next() {
        while (pages < MOST_PAGES && !waiting.isEmpty()) {
            Watcher next = waiting.poll();
            next.busy(false);
            goOn(next);
        }
    }

    private void take(Watcher watcher, Owner owner, Page page) {
        long place = watcher.positions().of(owner.journal());
        if (page.start() > place
                || page.entries().isEmpty()
                || page.entries().get(0).position() > place) {
            watcher.end(Problem.of(
                    ProblemKind.READER_BEHIND, "A node no longer has all of the events since the last 'resume'."));
            return;
        }
        List<Batch> batches =
                page.entries().stream().map(entry -> new Batch(entry, null)).toList();
        boolean taken = watcher.take(owner.journal(), batches);
        long came = watcher.positions().of(owner.journal()) - place;
        if (came > 0) {
            watcher.progressedAt(nanos.getAsLong());
        }
        watcher.fed(Math.max(came, page.entries().get(0).count()), taken);
        if (taken) {
            goOn(watcher);
        } else {
            whenRoom(watcher);
        }
    }
}
