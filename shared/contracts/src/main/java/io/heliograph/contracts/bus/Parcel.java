package io.heliograph.contracts.bus;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.operations.Caller;

/** The one thing that travels on the event bus: a record of the vocabulary and, for a call, on whose behalf. */
record Parcel(Caller caller, Record body) {
    Parcel {
        requireNonNull(body, "body");
    }
}
