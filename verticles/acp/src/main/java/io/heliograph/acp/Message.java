package io.heliograph.acp;

import java.time.Instant;

/**
 * What the hub has read in a message. {@code payload} and {@code timestampText} are parts of its text; {@code metrics} and
 * {@code others} those of the payload that become an event, without the braces around them.
 */
record Message(
        String type,
        String payload,
        PayloadText inPayload,
        Instant timestamp,
        String timestampText,
        String id,
        String from,
        String to,
        String correlationId,
        String replyTo,
        Long ttlMillis,
        int priority,
        boolean receipts) {
    static final String TOPIC = "topic:";
    static final String ALL = "*";
    static final String TELEMETRY = "telemetry_update";

    /** What a payload says that matters to the hub: whom it is about, and its members as an event's payload has them. */
    record PayloadText(String agentId, String members) {}

    boolean isForHub() {
        return to == null;
    }

    boolean isTelemetry() {
        return isForHub() || type.equals(TELEMETRY);
    }

    boolean isForTopic() {
        return to != null && to.startsWith(TOPIC);
    }

    boolean isForAll() {
        return ALL.equals(to);
    }
}
