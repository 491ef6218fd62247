package io.heliograph.contracts.live;

/** A subscription to the live payload takes no parameters. */
public record LiveSubscription() {}
