package io.heliograph.contracts.live;

import io.heliograph.contracts.operations.Doc;

/** Which subscription of the socket is to end. */
public record Unsubscribe(
        @Doc(value = "The id that the subscription was answered with", required = true)
        String subscription) {}
