package io.heliograph.bridge.feed;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.live.FeedOperations;
import io.heliograph.contracts.live.FeedRead;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.flow.Tail;
import io.heliograph.journal.Journal.Entry;
import io.vertx.core.Future;
import java.util.UUID;

/** A node whose journal is followed while somebody watches: this one or another. */
final class Owner {
    private final UUID journal;
    private final Bus bus;
    private final OwnJournal own;
    private Tail<Entry> tail;
    private long cursor = -1;
    private int run;

    /** {@code own} is this node's journal, or null where the journal is another's. */
    Owner(UUID journal, Bus bus, OwnJournal own) {
        this.journal = journal;
        this.bus = bus;
        this.own = own;
    }

    UUID journal() {
        return journal;
    }

    /** What was read for all who watch here ends at this position; -1 while nobody does or the node is away. */
    long cursor() {
        return cursor;
    }

    void moveTo(long position) {
        cursor = position;
    }

    boolean isFollowed() {
        return tail != null;
    }

    /** Which time it is followed; a page that was asked for in an earlier one comes to nothing. */
    int run() {
        return run;
    }

    void follow(Tail<Entry> follower) {
        tail = follower;
    }

    void leave() {
        if (tail != null) {
            tail.stop();
        }
        tail = null;
        cursor = -1;
        run++;
    }

    void wake() {
        if (tail != null) {
            tail.wake();
        }
    }

    Future<Page> read(long after, int events) {
        return own != null
                ? own.read(after, events)
                : bus.call(journal.toString(), FeedOperations.READ, Caller.anonymous(), new FeedRead(after, events))
                        .map(Page::of);
    }
}
