package io.heliograph.contracts.bus;

import io.heliograph.contracts.operations.Caller;
import io.vertx.core.Future;

/** What answers an operation that waits for something to happen. */
@FunctionalInterface
public interface WaitingService<I extends Record, O extends Record> {
    /** Answers at once with what there is when {@code enough} completes, and gives to nobody what comes after that. */
    Future<O> answer(Caller caller, I input, Future<Void> enough);
}
