package io.heliograph.journal;

import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.Refused;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A batch on its way to the disk, and the caller who waits for it on a context of its own. */
final class Append {
    private final ByteBuffer batch;
    private final int count;
    private final Context context;
    private final Object home;
    private final Promise<Long> durable = Promise.promise();
    private long end;

    Append(ByteBuffer batch, int count, Context context) {
        this.batch = batch;
        this.count = count;
        this.context = context;
        this.home = Context.isOnEventLoopThread() ? Thread.currentThread() : context;
    }

    ByteBuffer batch() {
        return batch.duplicate();
    }

    int count() {
        return count;
    }

    /** How much of a segment it takes. */
    long size() {
        return RecordHeader.sizeOf(batch.remaining());
    }

    Future<Long> durable() {
        return durable.future();
    }

    /** The journal ends here with it. */
    void isDurable(long position) {
        end = position;
    }

    /** Answers those that are durable; the callers of one event loop in one turn of it, since every turn is a task of its own. */
    static void acknowledge(List<Append> all) {
        Map<Object, List<Append>> byHome = new IdentityHashMap<>();
        all.forEach(append -> byHome.computeIfAbsent(append.home, first -> new ArrayList<>(all.size()))
                .add(append));
        byHome.values()
                .forEach(there -> Contexts.run(
                        there.get(0).context, () -> there.forEach(append -> append.durable.tryComplete(append.end))));
    }

    void refuse(Problem problem) {
        Contexts.run(context, () -> durable.tryFail(new Refused(problem)));
    }
}
