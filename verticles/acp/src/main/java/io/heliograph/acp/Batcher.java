package io.heliograph.acp;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Gathers what comes while a statement is under way into the next one. Nobody waits for others to come. For any thread;
 * who adds on an event loop is answered there, in the order of adding.
 */
final class Batcher<T, R> {
    private final int mostItems;
    private final int most;
    private final ToIntFunction<T> weight;
    private final Function<List<T>, Future<List<R>>> write;
    private final ArrayDeque<Waiting<T, R>> queue = new ArrayDeque<>();
    private boolean underWay;

    private record Waiting<T, R>(T item, Promise<R> promise, Context home) {}

    /**
     * A statement takes so many items, of so much weight together; one item at the least. {@code write} keeps their order.
     */
    Batcher(int mostItems, int most, ToIntFunction<T> weight, Function<List<T>, Future<List<R>>> write) {
        this.mostItems = mostItems;
        this.most = most;
        this.weight = weight;
        this.write = write;
    }

    Future<R> add(T item) {
        Promise<R> promise = Promise.promise();
        synchronized (queue) {
            queue.add(new Waiting<>(item, promise, Vertx.currentContext()));
            if (underWay) {
                return promise.future();
            }
            underWay = true;
        }
        next();
        return promise.future();
    }

    private void next() {
        List<Waiting<T, R>> batch = take();
        if (batch.isEmpty()) {
            return;
        }
        write.apply(batch.stream().map(Waiting::item).toList()).onComplete(written -> {
            // The next statement begins first, so that those who are told can already fill the one after it.
            next();
            for (int i = 0; i < batch.size(); i++) {
                answer(batch.get(i), written, i);
            }
        });
    }

    private static <T, R> void answer(Waiting<T, R> waiting, AsyncResult<List<R>> written, int place) {
        if (waiting.home() == null || waiting.home() == Vertx.currentContext()) {
            settle(waiting.promise(), written, place);
        } else {
            waiting.home().runOnContext(there -> settle(waiting.promise(), written, place));
        }
    }

    private static <R> void settle(Promise<R> promise, AsyncResult<List<R>> written, int place) {
        if (written.succeeded()) {
            promise.complete(written.result().get(place));
        } else {
            promise.fail(written.cause());
        }
    }

    private List<Waiting<T, R>> take() {
        synchronized (queue) {
            List<Waiting<T, R>> batch = new ArrayList<>();
            long total = 0;
            while (!queue.isEmpty() && batch.size() < mostItems) {
                total += weight.applyAsInt(queue.peek().item());
                if (!batch.isEmpty() && total > most) {
                    break;
                }
                batch.add(queue.poll());
            }
            underWay = !batch.isEmpty();
            return batch;
        }
    }
}
