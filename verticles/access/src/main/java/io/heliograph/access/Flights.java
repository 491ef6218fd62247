package io.heliograph.access;

import io.heliograph.web.limits.Overload;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** Questions under way, each put once however many wait for its answer, and only so many at a time. */
final class Flights<T> {
    private final int most;
    private final ConcurrentMap<String, Promise<T>> underWay = new ConcurrentHashMap<>();

    Flights(int most) {
        this.most = most;
    }

    Future<T> join(String question, Supplier<Future<T>> ask) {
        Promise<T> mine = Promise.promise();
        Promise<T> earlier = underWay.putIfAbsent(question, mine);
        if (earlier != null) {
            return earlier.future();
        }
        if (underWay.size() > most) {
            land(question, mine, Future.failedFuture(Overload.refused("As many keys are looked up as may be.")));
        } else {
            ask.get().onComplete(answer -> land(question, mine, answer));
        }
        return mine.future();
    }

    private void land(String question, Promise<T> waiting, AsyncResult<T> answer) {
        underWay.remove(question, waiting);
        waiting.handle(answer);
    }
}
