package io.heliograph.contracts.deadletters;

import io.heliograph.contracts.operations.Doc;

/** Names one dead letter. */
public record DeadLetterId(
        @Doc(value = "The dead letter's id", required = true)
        long id) {}
