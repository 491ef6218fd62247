package io.heliograph.flow;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.stream.LongStream;

/** A log whose entries are their own positions; answers at once unless told otherwise. */
final class NumberLog {
    private long end;
    private int pageSize = 3;
    private Promise<List<Long>> held;
    private String trouble;

    NumberLog pageSize(int entries) {
        pageSize = entries;
        return this;
    }

    void grow(int entries) {
        end += entries;
    }

    Promise<List<Long>> holdNextRead() {
        held = Promise.promise();
        return held;
    }

    void throwOnNextRead(String message) {
        trouble = message;
    }

    Future<List<Long>> readAfter(long position) {
        if (trouble != null) {
            String message = trouble;
            trouble = null;
            throw new IllegalStateException(message);
        }
        if (held != null) {
            Future<List<Long>> later = held.future();
            held = null;
            return later;
        }
        return Future.succeededFuture(LongStream.range(position, Math.min(end, position + pageSize))
                .boxed()
                .toList());
    }
}
