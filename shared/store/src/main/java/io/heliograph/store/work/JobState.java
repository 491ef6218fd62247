package io.heliograph.store.work;

import java.util.Map;

/** What has become of a job, in the order in which it happens; the number stands in its row. */
enum JobState {
    QUEUED(1),
    SCHEDULED(2),
    STARTED(3),
    SUCCEEDED(4),
    FAILED(5),
    CANCELLED(6);

    private static final String PREFIX = "job.";
    private static final Map<String, JobState> BY_WORD = Map.ofEntries(
            Map.entry("queued", QUEUED),
            Map.entry("created", QUEUED),
            Map.entry("retried", QUEUED),
            Map.entry("scheduled", SCHEDULED),
            Map.entry("started", STARTED),
            Map.entry("processing", STARTED),
            Map.entry("succeeded", SUCCEEDED),
            Map.entry("success", SUCCEEDED),
            Map.entry("completed", SUCCEEDED),
            Map.entry("failed", FAILED),
            Map.entry("cancelled", CANCELLED));

    private final short number;

    JobState(int number) {
        this.number = (short) number;
    }

    /** The state that an event of this type brings a job into; null if it is none. */
    static JobState ofType(String type) {
        return type.startsWith(PREFIX) ? BY_WORD.get(type.substring(PREFIX.length())) : null;
    }

    static JobState of(short number) {
        return values()[number - 1];
    }

    short number() {
        return number;
    }

    boolean isWaiting() {
        return this == QUEUED || this == SCHEDULED;
    }

    boolean isEnded() {
        return compareTo(SUCCEEDED) >= 0;
    }
}
