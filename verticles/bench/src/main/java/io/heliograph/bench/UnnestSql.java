package io.heliograph.bench;

import io.heliograph.intake.JournaledEvent;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

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
            insert into bench_telemetry (ts, received_at, id, type_number, source_number, agent_number, payload,
                                         project_number, own_id)
            select unnest($1::timestamptz[]), unnest($2::timestamptz[]), unnest($3::uuid[]), unnest($4::int4[]),
                   unnest($5::int4[]), unnest($6::int4[]), unnest($7::text[]), $8::int4, ''""";

    static final String SIZES = """
            select sum(pg_relation_size(oid)), sum(pg_total_relation_size(oid))
              from pg_class
             where starts_with(relname, 'bench_telemetry') and relkind = 'r'""";

    static final String BACKEND = "select pg_backend_pid()";

    private UnnestSql() {}

    static Tuple columns(List<JournaledEvent> events) {
        return Tuple.tuple()
                .addArrayOfOffsetDateTime(column(events, event -> time(event.timestamp()), OffsetDateTime[]::new))
                .addArrayOfOffsetDateTime(column(events, event -> time(event.receivedAt()), OffsetDateTime[]::new))
                .addArrayOfUUID(column(events, JournaledEvent::hubId, UUID[]::new))
                .addArrayOfInteger(column(events, event -> 2, Integer[]::new))
                .addArrayOfInteger(column(events, event -> 3, Integer[]::new))
                .addArrayOfInteger(column(events, UnnestSql::agentNumber, Integer[]::new))
                .addArrayOfString(column(events, event -> event.payload().text(), String[]::new))
                .addInteger(1);
    }

    /** As many different numbers as there are agents. */
    private static Integer agentNumber(JournaledEvent event) {
        String agent = event.agentId();
        return 10 + Integer.parseInt(agent.substring(agent.indexOf('-') + 1));
    }

    private static OffsetDateTime time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static <T> T[] column(
            List<JournaledEvent> events, Function<JournaledEvent, T> column, IntFunction<T[]> array) {
        return events.stream().map(column).toArray(array);
    }
}
