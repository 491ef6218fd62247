package io.heliograph.gateway.rpc;

import io.vertx.core.buffer.Buffer;

/** What a message is answered with, null if with nothing, and what is to be done once that is on its way. */
record Reply(Buffer text, Runnable then) {
    static Reply of(Buffer text) {
        return new Reply(text, () -> {});
    }
}
