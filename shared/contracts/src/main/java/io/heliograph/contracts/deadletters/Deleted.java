package io.heliograph.contracts.deadletters;

import io.heliograph.contracts.operations.Doc;

/** How many dead letters are gone for good. */
public record Deleted(
        @Doc(value = "Dead letters that were there and were deleted", required = true)
        long deleted) {}
