package io.heliograph.aggregate;

import io.heliograph.contracts.metrics.WindowOverflow;

/** What the windows of this node hold, for those who report it. Written by one context, read by anybody. */
public final class WindowFigures {
    private volatile long events;
    private volatile long bytes;
    private volatile WindowOverflow overflow = WindowOverflow.NONE;

    /** Events that were counted since the node was started, and about how many bytes that takes. */
    public void holds(long counted, long held, WindowOverflow beyond) {
        events = counted;
        bytes = held;
        overflow = beyond;
    }

    public long events() {
        return events;
    }

    public long bytes() {
        return bytes;
    }

    public WindowOverflow overflow() {
        return overflow;
    }
}
