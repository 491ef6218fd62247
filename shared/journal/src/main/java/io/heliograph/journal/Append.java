package io.heliograph.journal;

import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.Refused;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;

/** A batch on its way to the disk, and the caller who waits for it on a context of its own. */
final class Append {
    private final ByteBuffer batch;
    private final int count;
    private final Context context;
    private final Promise<Long> durable = Promise.promise();

    Append(ByteBuffer batch, int count, Context context) {
        this.batch = batch;
        this.count = count;
        this.context = context;
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

    void acknowledge(long end) {
        Contexts.run(context, () -> durable.tryComplete(end));
    }

    void refuse(Problem problem) {
        Contexts.run(context, () -> durable.tryFail(new Refused(problem)));
    }
}
