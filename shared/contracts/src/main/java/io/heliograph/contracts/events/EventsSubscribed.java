package io.heliograph.contracts.events;

import io.heliograph.contracts.operations.Doc;

/** A subscription has begun. */
public record EventsSubscribed(
        @Doc(value = "The id of the subscription on its socket", required = true)
        String subscription,

        @Doc(
                value = "Whether everything since 'resume' follows; if not, it begins now and what came between is for"
                        + " GET /events to tell",
                required = true)
        boolean recovered,

        @Doc(value = "Where it begins", required = true) String resume) {}
