package io.heliograph.acp;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Gathers what comes while a transaction is under way into the next one. Used on one event loop. */
final class Batcher<T, R> {
    private final int most;
    private final ToIntFunction<T> weight;
    private final Function<List<T>, Future<List<R>>> write;
    private final ArrayDeque<Waiting<T, R>> queue = new ArrayDeque<>();
    private boolean underWay;

    private record Waiting<T, R>(T item, Promise<R> promise) {}

    /** A transaction takes items of so much weight; one item at the least. {@code write} keeps their order. */
    Batcher(int most, ToIntFunction<T> weight, Function<List<T>, Future<List<R>>> write) {
        this.most = most;
        this.weight = weight;
        this.write = write;
    }

    Future<R> add(T item) {
        Promise<R> promise = Promise.promise();
        queue.add(new Waiting<>(item, promise));
        if (!underWay) {
            next();
        }
        return promise.future();
    }

    private void next() {
        List<Waiting<T, R>> batch = new ArrayList<>();
        long total = 0;
        while (!queue.isEmpty()
                && (batch.isEmpty() || total + weight.applyAsInt(queue.peek().item()) <= most)) {
            Waiting<T, R> item = queue.poll();
            total += weight.applyAsInt(item.item());
            batch.add(item);
        }
        underWay = !batch.isEmpty();
        if (!underWay) {
            return;
        }
        write.apply(batch.stream().map(Waiting::item).toList()).onComplete(written -> {
            // The next transaction begins first, so that those who are told can already fill the one after it.
            next();
            for (int i = 0; i < batch.size(); i++) {
                Promise<R> promise = batch.get(i).promise();
                if (written.succeeded()) {
                    promise.complete(written.result().get(i));
                } else {
                    promise.fail(written.cause());
                }
            }
        });
    }
}
