package io.heliograph.bench;

import io.heliograph.intake.JournaledEvent;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** All that {@link UnnestReference} knows of the table: to be changed with the hub's own statement, and only here. */
final class UnnestSql {
    static final String DROP = "drop table if exists bench_telemetry";

    /** Columns and indexes are those of the hub's table, whatever they are. */
    static final String PLAIN = "create table bench_telemetry (like telemetry including all)";

    static final String PARTITIONED = PLAIN + " partition by range (ts)";

    /** Today and tomorrow, as a run may go over midnight. */
    static final String DAYS = """
            select heliograph_add_day('bench_telemetry', (now() at time zone 'UTC')::date + n)
              from generate_series(0, 1) n""";

    static final String INSERT = """
            insert into bench_telemetry (project, ts, id, received_at, type, source, agent_id, payload)
            select project, ts, id, received_at, type, source, agent_id, payload::json
              from unnest($1::text[], $2::timestamptz[], $3::text[], $4::timestamptz[], $5::text[], $6::text[],
                          $7::text[], $8::text[])
                   as sent (project, ts, id, received_at, type, source, agent_id, payload)""";

    static final String SIZES = """
            select sum(pg_relation_size(oid)), sum(pg_total_relation_size(oid))
              from pg_class
             where starts_with(relname, 'bench_telemetry') and relkind = 'r'""";

    static final String BACKEND = "select pg_backend_pid()";

    private UnnestSql() {}

    static Tuple columns(List<JournaledEvent> events) {
        return Tuple.tuple()
                .addArrayOfString(texts(events, JournaledEvent::project))
                .addArrayOfOffsetDateTime(times(events, JournaledEvent::timestamp))
                .addArrayOfString(texts(events, JournaledEvent::id))
                .addArrayOfOffsetDateTime(times(events, JournaledEvent::receivedAt))
                .addArrayOfString(texts(events, JournaledEvent::type))
                .addArrayOfString(texts(events, JournaledEvent::source))
                .addArrayOfString(texts(events, JournaledEvent::agentId))
                .addArrayOfString(texts(events, JournaledEvent::payload));
    }

    private static String[] texts(List<JournaledEvent> events, Function<JournaledEvent, String> column) {
        return events.stream().map(column).toArray(String[]::new);
    }

    private static OffsetDateTime[] times(List<JournaledEvent> events, ToLongFunction<JournaledEvent> micros) {
        return events.stream()
                .map(event -> Instant.EPOCH
                        .plus(micros.applyAsLong(event), ChronoUnit.MICROS)
                        .atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }
}
