package io.heliograph.contracts.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.heliograph.contracts.operations.Doc;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the work of one project is going, as of one moment; what dashboards show. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LivePayload(
        @Doc(value = "Jobs by what has become of them", required = true)
        Queue queue,

        @Doc(value = "Jobs that wait for their time", required = true)
        Scheduler scheduler,

        @Doc(value = "What orchestrators do", required = true)
        Orchestrator orchestrator,

        @Doc(value = "Waiting jobs by platform", required = true)
        Map<String, Long> platforms,

        @Doc(value = "Who works", required = true) Workers workers,

        @Doc(value = "When this was collected", required = true)
        Instant timestamp,

        @Doc("Figures of live.custom by their names; left out where none are set")
        Map<String, Double> custom) {

    /** Jobs by state. */
    public record Queue(
            @Doc(value = "Queued or scheduled", required = true)
            long pending,

            @Doc(value = "Started and not ended", required = true)
            long processing,

            @Doc(value = "Succeeded", required = true) long success,
            @Doc(value = "Failed", required = true) long failed,

            @Doc(value = "The sum of these", required = true)
            long total) {
        public static Queue of(long pending, long processing, long success, long failed) {
            return new Queue(pending, processing, success, failed, pending + processing + success + failed);
        }
    }

    /** Jobs by the time for which they are scheduled. */
    public record Scheduler(
            @Doc(value = "Scheduled for this day (UTC), whatever has become of them", required = true)
            long scheduledToday,

            @Doc(value = "Waiting, and due within an hour", required = true)
            long scheduledNextHour,

            @Doc(value = "Waiting, and due before now", required = true)
            long overdue,

            @Doc(value = "How much later than scheduled jobs were started within live.window", required = true)
            double avgDelaySeconds) {}

    /** What orchestrators do and report. */
    public record Orchestrator(
            @Doc(value = "Actions within the last sixty seconds", required = true)
            long actionsLastMinute,

            @Doc(value = "Decisions that wait, as last reported", required = true)
            long decisionsPending,

            @Doc(
                    value =
                            "0 to 1, as last reported; without a report, the share of active workers that jobs keep busy",
                    required = true)
            double saturationRate,

            @Doc("Seconds since an orchestrator was last heard of; null if never")
            Long lastRunSecondsAgo) {}

    /** Who works. */
    public record Workers(
            @Doc(value = "Workers heard of within live.worker-timeout that did not say goodbye", required = true)
            long activeWorkers,

            @Doc(value = "Jobs that are being done", required = true)
            long tasksProcessing,

            @Doc(value = "How long jobs took that ended within live.window", required = true)
            double avgProcessingTimeMs) {}

    public LivePayload {
        platforms = Collections.unmodifiableMap(new LinkedHashMap<>(platforms));
        custom = custom == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(custom));
    }
}
