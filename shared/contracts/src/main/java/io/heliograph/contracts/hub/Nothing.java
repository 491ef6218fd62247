package io.heliograph.contracts.hub;

/** The input of an operation that takes none. */
public record Nothing() {}
