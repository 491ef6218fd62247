package io.heliograph.web.limits;

import io.vertx.core.Future;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Lets batches through to the journal: within their project's rate, its share of the queue, and what the disk takes now. */
public final class Admission {
    private final Rates rates;
    private final AdaptiveLimit limit;
    private final SharedRoom appends;
    private final SharedRoom queue;
    private final LongSupplier nanos;

    /** {@code queueSize} is how many bytes may wait for the journal's disk. */
    public Admission(LimitsConfig config, long queueSize, LongSupplier nanos) {
        rates = new Rates(config, nanos);
        limit = new AdaptiveLimit(config, nanos);
        appends = new SharedRoom(limit::now, config.projectShare());
        queue = new SharedRoom(queueSize, config.projectShare());
        this.nanos = nanos;
    }

    /** Throws Refused when a request of the project is to be turned away before its body is read. */
    public void check(String project) {
        rates.check(project);
        if (!appends.admits(project, 1)) {
            throw Overload.refused(
                    "The journal's disk is slow, and this project has as much under way as it takes now.");
        }
    }

    /** Takes what a body held off the project's rate. Throws Refused when others of the project were quicker. */
    public void charge(String project, int events, int bytes) {
        rates.charge(project, events, bytes);
    }

    /**
     * Appends a batch of so many bytes. The limit on appends was asked before the body was read and is not asked again:
     * what was taken in goes through, and who is slow to send holds no place.
     */
    public <T> Future<T> append(String project, long bytes, Supplier<Future<T>> append) {
        SharedRoom.Claim waiting = queue.claim(project);
        if (!waiting.tryGrow(bytes)) {
            throw Overload.refused("This project fills its share of what may wait for the journal's disk.");
        }
        SharedRoom.Claim place = appends.claim(project);
        place.grow(1);
        long began = nanos.getAsLong();
        return append.get()
                .onComplete(done -> {
                    place.release();
                    waiting.release();
                })
                .onSuccess(durable -> limit.took(nanos.getAsLong() - began));
    }

    /** How many appends may be under way at present. */
    public int limit() {
        return limit.now();
    }

    /** How many appends are under way. */
    public long underWay() {
        return appends.held();
    }
}
