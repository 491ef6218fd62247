package io.heliograph.contracts.hub;

import io.heliograph.contracts.operations.Doc;

/** What answers, and which promises it keeps. */
public record HubVersion(
        @Doc(value = "The version of the hub", required = true)
        String version,

        @Doc(value = "The version of the operations: the first number changes when a caller must", required = true)
        String protocol,

        @Doc(value = "The node that answered", required = true)
        String node) {}
