package io.heliograph.store.events;

/** As many dead letters are kept as may be: nothing was written, and nothing is set aside until there is room again. */
public final class DeadLettersFull extends RuntimeException {
    DeadLettersFull(int most) {
        super(
                "PostgreSQL refuses an event, and drain.max-dead-letters (" + most
                        + ") of them are kept already; replay or delete some",
                null,
                false,
                false);
    }
}
