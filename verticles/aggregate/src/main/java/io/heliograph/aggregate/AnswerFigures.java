package io.heliograph.aggregate;

import java.util.concurrent.atomic.LongAdder;

/** How often a question about a long range was answered from memory. Safe for use by many threads. */
public final class AnswerFigures {
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private volatile int held;

    public long hits() {
        return hits.sum();
    }

    public long misses() {
        return misses.sum();
    }

    /** Answers that are remembered now. */
    public int held() {
        return held;
    }

    public void hit() {
        hits.increment();
    }

    public void missed() {
        misses.increment();
    }

    public void holds(int answers) {
        held = answers;
    }
}
