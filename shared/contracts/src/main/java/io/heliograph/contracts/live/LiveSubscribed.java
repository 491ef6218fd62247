package io.heliograph.contracts.live;

import io.heliograph.contracts.operations.Doc;

/** A subscription to the live payload has begun. */
public record LiveSubscribed(
        @Doc(value = "The id of the subscription on its socket", required = true)
        String subscription,

        @Doc(value = "Milliseconds between payloads", required = true)
        long intervalMs) {}
