package io.heliograph.intake;

/** How the events of a body are written down. */
public enum BodyFormat {
    /** One event, an array of events, or an object with an array {@code events}. */
    JSON,
    /** One event a line; blank lines count for nothing. */
    NDJSON,
    /** As in JSON, in MessagePack. */
    MESSAGEPACK
}
