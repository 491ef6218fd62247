package io.heliograph.bridge.feed;

import io.heliograph.bridge.StreamConfig;
import io.heliograph.bridge.StreamFigures;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics.Grew;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.flow.Tail;
import io.heliograph.intake.RecentIds;
import io.heliograph.journal.Journal.Entry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Follows the journals of all nodes while somebody watches here, each journal once however many watch. Whoever does not take
 * what is offered falls behind, is not waited for, and reads on from its own place when it has room. Belongs to one context.
 */
final class EventFeed {
    static final int PAGE_EVENTS = 1_000;

    private static final Future<Void> LEFT = Future.succeededFuture();

    private final StreamConfig config;
    private final Bus bus;
    private final StreamFigures figures;
    private final LongSupplier nanos;
    private final RecentIds recent;
    private final CatchUp catchUp;
    private final Map<UUID, Owner> owners = new LinkedHashMap<>();
    private final Set<Watcher> watchers = new LinkedHashSet<>();
    private Future<Void> opened;
    private long openedAt;
    private int beginning;

    /** {@code later} runs a task on the feed's context. */
    EventFeed(
            StreamConfig config,
            Bus bus,
            OwnJournal own,
            StreamFigures figures,
            LongSupplier nanos,
            Consumer<Runnable> later) {
        this.config = config;
        this.bus = bus;
        this.figures = figures;
        this.nanos = nanos;
        recent = new RecentIds(config.recentIds());
        catchUp = new CatchUp(owners, nanos, later);
        owners.put(own.id(), new Owner(own.id(), bus, own));
    }

    boolean isWatched() {
        return opened != null;
    }

    boolean knows(UUID journal) {
        return owners.containsKey(journal);
    }

    /** Asks every node where its journal ends, and follows it from there; those that do not answer follow when they are back. */
    Future<Void> open() {
        beginning++;
        if (opened == null) {
            Promise<Void> asking = Promise.promise();
            opened = asking.future();
            openedAt = nanos.getAsLong();
            List<Future<Void>> asked = new ArrayList<>();
            for (Owner owner : List.copyOf(owners.values())) {
                asked.add(owner.read(0, 0)
                        .onSuccess(page -> begin(owner, page.end()))
                        .<Void>mapEmpty()
                        .otherwiseEmpty());
            }
            Future.join(asked).<Void>mapEmpty().onComplete(asking);
        }
        return opened;
    }

    /** Somebody for whom it was opened is added, or will not be. */
    void begun() {
        beginning--;
        closeIfUnwatched();
    }

    /** Where somebody is who begins now. */
    Positions now() {
        Positions now = new Positions();
        owners.values().stream()
                .filter(owner -> owner.cursor() >= 0)
                .forEach(owner -> now.set(owner.journal(), owner.cursor()));
        return now;
    }

    /** Whether all that was accepted since a place can still be read, on every node, and is not too much. */
    Future<Boolean> canRecover(Positions from) {
        boolean allKnown = now().byJournal().keySet().stream().allMatch(from.byJournal()::containsKey);
        if (!allKnown || !owners.keySet().containsAll(from.byJournal().keySet())) {
            return Future.succeededFuture(false);
        }
        List<Future<Long>> missing = new ArrayList<>();
        from.byJournal()
                .forEach((journal, position) -> missing.add(owners.get(journal)
                        .read(position, 0)
                        .map(page -> position < page.start() || position > page.end()
                                ? (long) config.maxReplay() + 1
                                : page.end() - position)));
        return Future.all(missing)
                .map(all -> all.<Long>list().stream().mapToLong(Long::longValue).sum() <= config.maxReplay())
                .otherwise(false);
    }

    void add(Watcher watcher) {
        // Until its answer is out it cannot take anything, and is not behind for that.
        watcher.progressedAt(nanos.getAsLong());
        watchers.add(watcher);
        figures.watching(watchers.size());
    }

    /** The watcher's answer is out. */
    void start(Watcher watcher) {
        watcher.progressedAt(nanos.getAsLong());
        // Nodes that were found since then are watched from where they were found.
        now().byJournal().forEach(watcher.positions().byJournal()::putIfAbsent);
        catchUp.goOn(watcher);
    }

    void remove(Watcher watcher) {
        watcher.close();
        watchers.remove(watcher);
        figures.watching(watchers.size());
        closeIfUnwatched();
    }

    /** With nobody left, nothing is read any more. */
    private void closeIfUnwatched() {
        if (watchers.isEmpty() && beginning == 0 && opened != null) {
            opened = null;
            owners.values().forEach(Owner::leave);
        }
    }

    /** A node has told how far its journal goes. */
    void grew(Grew notice) {
        UUID journal = UUID.fromString(notice.journal());
        Owner owner = owners.computeIfAbsent(journal, other -> new Owner(other, bus, null));
        if (opened == null) {
            return;
        }
        if (owner.isFollowed()) {
            owner.wake();
        } else {
            long watchedMillis = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - openedAt);
            long from = notice.upMillis() < watchedMillis ? notice.endAtStart() : notice.end();
            begin(owner, from);
            watchers.forEach(watcher -> watcher.positions().byJournal().putIfAbsent(journal, from));
            owner.wake();
        }
    }

    /** This node's journal has grown. */
    void ownGrew(UUID journal) {
        owners.get(journal).wake();
    }

    /** Looks after those who are stuck, and for what a lost notice would have told. */
    void tick() {
        long now = nanos.getAsLong();
        owners.values().forEach(Owner::wake);
        for (Watcher watcher : List.copyOf(watchers)) {
            if (watcher.isEnded()) {
                remove(watcher);
            } else if (!watcher.isLive()
                    && now - watcher.progressed() > config.maxLag().toNanos()) {
                drop(watcher, "It took nothing for " + config.maxLag().toSeconds() + " s (stream.max-lag).");
            } else if (!watcher.isLive() && lag(watcher) > Math.max(config.maxReplay(), PAGE_EVENTS)) {
                drop(watcher, "More than " + config.maxReplay() + " events wait for it (stream.max-replay).");
            } else if (!watcher.isLive()) {
                catchUp.goOn(watcher);
            }
        }
    }

    /** Lets watchers know how far they are, so that they have less to read again later. */
    void tellPlaces() {
        watchers.forEach(Watcher::tellPlace);
    }

    void end(Problem reason) {
        for (Watcher watcher : List.copyOf(watchers)) {
            watcher.end(reason);
            remove(watcher);
        }
    }

    private void drop(Watcher watcher, String why) {
        watcher.end(Problem.of(ProblemKind.READER_BEHIND, why));
        remove(watcher);
    }

    private long lag(Watcher watcher) {
        return watcher.positions().byJournal().entrySet().stream()
                .filter(each -> owners.containsKey(each.getKey()))
                .mapToLong(each -> Math.max(0, owners.get(each.getKey()).cursor() - each.getValue()))
                .sum();
    }

    private void begin(Owner owner, long from) {
        if (opened == null || owner.isFollowed()) {
            return;
        }
        owner.moveTo(from);
        int run = owner.run();
        owner.follow(new Tail<>(
                from,
                position -> owner.read(position, PAGE_EVENTS).map(Page::entries),
                (position, entries) -> owner.run() == run ? dispatch(owner, position, entries) : LEFT,
                Entry::next,
                failed -> {
                    // Asked again at the next tick.
                }));
    }

    private Future<Void> dispatch(Owner owner, long from, List<Entry> entries) {
        long next = entries.get(entries.size() - 1).next();
        boolean gap = entries.get(0).position() > from;
        List<Batch> batches =
                entries.stream().map(entry -> new Batch(entry, recent)).toList();
        owner.moveTo(next);
        for (Watcher watcher : List.copyOf(watchers)) {
            if (!watcher.isLive()) {
                continue;
            }
            if (gap) {
                drop(watcher, "A node has given up events before they could be read here.");
            } else if (!watcher.take(owner.journal(), batches)) {
                watcher.live(false);
                watcher.progressedAt(nanos.getAsLong());
                catchUp.whenRoom(watcher);
            }
        }
        return Future.succeededFuture();
    }
}
