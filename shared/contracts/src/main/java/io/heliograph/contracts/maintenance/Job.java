package io.heliograph.contracts.maintenance;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.heliograph.contracts.operations.Doc;
import java.time.Instant;
import java.util.Locale;

/** One piece of work on what is stored, and how far it has come. */
public record Job(
        @Doc(value = "Its number", required = true) long id,

        @Doc(value = "What is done: prune", required = true) String kind,

        @Doc("The project whose events it is about; null for all")
        String project,

        @Doc(value = "Events from before this time are removed", required = true)
        Instant before,

        @Doc(value = "Who began it", required = true) String subject,
        @Doc(value = "How it stands", required = true) State state,
        @Doc("The node that works on it, or did last") String node,

        @Doc(value = "How many days of events it looks through; 0 until it knows", required = true)
        int days,

        @Doc(value = "How many of them it is through with", required = true)
        int daysDone,

        @Doc(value = "Events removed from the disk so far", required = true)
        long events,

        @Doc(value = "Bytes given back to the disk so far", required = true)
        long bytes,

        @Doc(value = "When it was begun", required = true) Instant createdAt,
        @Doc("When it ended") Instant endedAt,

        @Doc("What else there is to say, such as why it failed")
        String detail) {

    /** How a job stands. */
    public enum State {
        WAITING,
        RUNNING,
        DONE,
        CANCELLED,
        FAILED;

        @JsonCreator
        public static State parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }

        public boolean isOver() {
            return this == DONE || this == CANCELLED || this == FAILED;
        }

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Job {
        requireNonNull(kind, "kind");
        requireNonNull(before, "before");
        requireNonNull(subject, "subject");
        requireNonNull(state, "state");
        requireNonNull(createdAt, "createdAt");
    }
}
