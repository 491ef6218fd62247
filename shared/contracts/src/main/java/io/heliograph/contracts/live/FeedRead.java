package io.heliograph.contracts.live;

/** Which batches of a journal are wanted: those from this position on, about so many events; 0 asks for its end only. */
public record FeedRead(long after, int events) {}
