package io.heliograph.work;

import java.util.concurrent.atomic.LongAdder;

/** What live payloads cost on this node. Safe for use by many threads. */
public final class WorkFigures {
    private final LongAdder questions = new LongAdder();
    private final LongAdder collections = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    /** Statements sent to PostgreSQL for live payloads, the lease among them; none while nobody watches anywhere. */
    public long questions() {
        return questions.sum();
    }

    /** How often payloads were collected. */
    public long collections() {
        return collections.sum();
    }

    /** How long that took, all together. */
    public double seconds() {
        return nanos.sum() / 1e9;
    }

    void ask(int statements) {
        questions.add(statements);
    }

    void collected(long tookNanos) {
        collections.increment();
        nanos.add(tookNanos);
    }
}
