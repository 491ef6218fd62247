package io.heliograph.contracts.deadletters;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.operations.Doc;
import java.util.List;

/** What became of the dead letters that were tried. */
public record ReplayReport(
        @Doc(value = "Stored now, and dead letters no more", required = true)
        long stored,

        @Doc(value = "Stored before under the same id, and dead letters no more", required = true)
        long duplicates,

        @Doc(value = "Refused again, and kept", required = true)
        List<Refusal> refused,

        @Doc("Where the next call goes on, as its 'cursor'; null when all were tried")
        String next) {

    /** One dead letter that PostgreSQL refused again. */
    public record Refusal(
            @Doc(value = "The dead letter's id", required = true)
            long id,

            @Doc(value = "The SQLSTATE", required = true) String sqlstate,

            @Doc(value = "What PostgreSQL said", required = true)
            String reason) {
        public Refusal {
            requireNonNull(sqlstate, "sqlstate");
            requireNonNull(reason, "reason");
        }
    }

    public ReplayReport {
        refused = List.copyOf(refused);
    }
}
