package io.heliograph.store.events;

/** What became of a batch: how many events were stored, and how many were left out because their id was stored before. */
public record Written(long stored, long duplicates) {}
