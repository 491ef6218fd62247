package io.heliograph.contracts.operations;

import static java.util.Objects.requireNonNull;

/**
 * A kind of document that is pushed: under its name to the socket that called {@code begin}, until {@code end}, and bare to
 * the readers of {@code path}, where there is one. The documents of the API are read off this.
 */
public record Notification<D extends Record>(
        String name, Operation<?, ?> begin, Operation<?, ?> end, Class<D> document, String path, String summary) {
    public Notification {
        requireNonNull(name, "name");
        requireNonNull(begin, "begin");
        requireNonNull(end, "end");
        requireNonNull(document, "document");
    }

    public static <D extends Record> Notification<D> named(
            String name, Operation<?, ?> begin, Operation<?, ?> end, Class<D> document, String summary) {
        return new Notification<>(name, begin, end, document, null, summary);
    }

    /** The same documents come by server-sent events and by WebSocket at this path, asked for as for {@code begin}. */
    public Notification<D> at(String path) {
        return new Notification<>(name, begin, end, document, path, summary);
    }
}
