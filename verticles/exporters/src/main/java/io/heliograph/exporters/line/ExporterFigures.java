package io.heliograph.exporters.line;

import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

/** What one exporter has done and where it stands, for everybody who asks. Safe for use by many threads. */
public final class ExporterFigures {
    private final LongAdder events = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder leftOut = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile Circuit.State state = Circuit.State.CLOSED;
    private volatile long cursor;
    private volatile Instant oldestWaiting;
    private volatile String trouble;
    private volatile String lastError;
    private volatile Instant lastErrorAt;

    public void exported(long howMany, long size) {
        events.add(howMany);
        bytes.add(size);
    }

    /** A call that came to nothing: its events may have arrived all the same, and come again. */
    public void failed(Circuit.State now, int events, String error, Instant at) {
        failures.increment();
        repeated.add(events);
        lastError = error;
        lastErrorAt = at;
        stands(now, error);
    }

    public void stands(Circuit.State now, String what) {
        state = now;
        trouble = what;
    }

    public void refused(String error, Instant at) {
        refused.increment();
        lastError = error;
        lastErrorAt = at;
    }

    public void missed(long howMany) {
        missed.add(howMany);
    }

    public void leftOut(long howMany) {
        leftOut.add(howMany);
    }

    public void at(long position) {
        cursor = position;
    }

    /** When the oldest event came that was read and is not exported; null if there is none. */
    public void waiting(Instant since) {
        oldestWaiting = since;
    }

    public long events() {
        return events.sum();
    }

    public long bytes() {
        return bytes.sum();
    }

    public long leftOut() {
        return leftOut.sum();
    }

    public long repeated() {
        return repeated.sum();
    }

    public long refused() {
        return refused.sum();
    }

    public long missed() {
        return missed.sum();
    }

    public long failures() {
        return failures.sum();
    }

    public Circuit.State state() {
        return state;
    }

    public long cursor() {
        return cursor;
    }

    public Instant oldestWaiting() {
        return oldestWaiting;
    }

    /** What is wrong now; null while nothing is. */
    public String trouble() {
        return trouble;
    }

    public String lastError() {
        return lastError;
    }

    public Instant lastErrorAt() {
        return lastErrorAt;
    }
}
