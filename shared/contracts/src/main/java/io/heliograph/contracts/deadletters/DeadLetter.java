package io.heliograph.contracts.deadletters;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.operations.Doc;
import java.time.Instant;

/** An accepted event that PostgreSQL refused, kept until it is replayed or deleted. */
public record DeadLetter(
        @Doc(value = "The dead letter's own id; a younger one has a greater id", required = true)
        long id,

        @Doc(value = "When PostgreSQL refused it", required = true)
        Instant setAsideAt,

        @Doc(value = "The SQLSTATE with which it was refused last; none if there was none", required = true)
        String sqlstate,

        @Doc(value = "What PostgreSQL said then", required = true)
        String reason,

        @Doc(value = "Bytes that the event takes as it is kept", required = true)
        long bytes,

        @Doc("The event; left out of a list when it takes more than 8 KiB, GET /dead-letters/{id} gives it")
        Event event) {

    /** The largest event that a list shows, in bytes as it is kept; a page of a thousand stays within 8 MiB so. */
    public static final int MOST_BYTES_LISTED = 8 * 1024;

    public DeadLetter {
        requireNonNull(setAsideAt, "setAsideAt");
        requireNonNull(sqlstate, "sqlstate");
        requireNonNull(reason, "reason");
    }
}
