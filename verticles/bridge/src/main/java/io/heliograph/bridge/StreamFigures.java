package io.heliograph.bridge;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What the live stream does on this node. Safe for use by many threads. */
public final class StreamFigures {
    private final AtomicInteger watchers = new AtomicInteger();
    private final LongAdder reads = new LongAdder();
    private final LongAdder pushed = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    /** Those who watch now. */
    public int watchers() {
        return watchers.get();
    }

    /** Looks into this node's journal for the stream; none while nobody watches anywhere. */
    public long reads() {
        return reads.sum();
    }

    /** Events handed to watchers, each counted for every one of them. */
    public long pushed() {
        return pushed.sum();
    }

    /** Watchers whose stream the hub ended. */
    public long dropped() {
        return dropped.sum();
    }

    public void watching(int now) {
        watchers.set(now);
    }

    public void read() {
        reads.increment();
    }

    public void push(int events) {
        pushed.add(events);
    }

    public void drop() {
        dropped.increment();
    }
}
