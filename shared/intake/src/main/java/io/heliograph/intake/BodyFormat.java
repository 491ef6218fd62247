package io.heliograph.intake;

/** How a body holds its events. */
public enum BodyFormat {
    JSON,
    NDJSON
}
