package io.heliograph.intake;

/** Turns bytes into an {@link EventBatch}. */
public final class Intake {}
