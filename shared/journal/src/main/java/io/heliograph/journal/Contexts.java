package io.heliograph.journal;

import io.vertx.core.Context;
import java.util.concurrent.RejectedExecutionException;

/** Brings an answer from the writer's thread back to the caller's. */
final class Contexts {
    private Contexts() {}

    static void run(Context context, Runnable answer) {
        try {
            context.runOnContext(ready -> answer.run());
        } catch (RejectedExecutionException e) {
            answer.run(); // the caller's event loop has ended, and the writer must not end with it
        }
    }
}
