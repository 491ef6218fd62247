package io.heliograph.flow;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Follows an ordered log by position, one batch at a time. {@link #wake()} only says "look again": the cursor alone
 * decides what comes next, so a lost or doubled wake-up costs time, never data. A failed step leaves the cursor where it
 * was. Belongs to one context; not thread-safe.
 */
public final class Tail<E> {
    /** Where batches come from. */
    @FunctionalInterface
    public interface Source<E> {
        Future<List<E>> readAfter(long position);
    }

    /** Where batches go; completes once the batch and its cursor are safe. */
    @FunctionalInterface
    public interface Sink<E> {
        Future<Void> take(long from, List<E> batch);
    }

    private final Source<E> source;
    private final Sink<E> sink;
    private final ToLongFunction<E> next;
    private final Consumer<Throwable> onFailure;
    private final Promise<Void> idle = Promise.promise();
    private long cursor;
    private boolean busy;
    private boolean woken;
    private boolean stopped;
    private boolean looping;

    /** A tail that begins at the given position; {@code next} tells the position behind an entry. */
    public Tail(long cursor, Source<E> source, Sink<E> sink, ToLongFunction<E> next, Consumer<Throwable> onFailure) {
        this.cursor = cursor;
        this.source = source;
        this.sink = sink;
        this.next = next;
        this.onFailure = onFailure;
    }

    public long cursor() {
        return cursor;
    }

    public void wake() {
        woken = true;
        goOn();
    }

    /** Starts no further step; completes when the one that is under way has ended. */
    public Future<Void> stop() {
        stopped = true;
        if (!busy) {
            idle.tryComplete();
        }
        return idle.future();
    }

    /** Goes on from another position, for when the truth about the cursor turned out to lie elsewhere. */
    public void moveTo(long position) {
        cursor = position;
    }

    /** A loop, so that steps that are done at once, however many, do not pile up calls. */
    private void goOn() {
        if (looping) {
            return;
        }
        looping = true;
        try {
            while (woken && !busy && !stopped) {
                step();
            }
        } finally {
            looping = false;
        }
    }

    private void step() {
        busy = true;
        woken = false;
        long from = cursor;
        Future.succeededFuture(from)
                .compose(source::readAfter)
                .compose(batch -> batch.isEmpty() ? Future.succeededFuture(false) : hand(from, batch))
                .onComplete(handed -> {
                    busy = false;
                    if (handed.failed()) {
                        woken = false;
                        onFailure.accept(handed.cause());
                    } else {
                        woken |= handed.result();
                    }
                    if (stopped) {
                        idle.tryComplete();
                    }
                    goOn();
                });
    }

    private Future<Boolean> hand(long from, List<E> batch) {
        return sink.take(from, batch).map(safe -> {
            cursor = next.applyAsLong(batch.get(batch.size() - 1));
            return true;
        });
    }
}
