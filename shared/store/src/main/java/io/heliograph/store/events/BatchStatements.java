package io.heliograph.store.events;

import io.heliograph.intake.JournaledEvent;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The statements that write a batch, one for each table, with one array for each column. */
final class BatchStatements {
    /** Sorted, so that two writers of the same ids wait for each other instead of ending in a deadlock. */
    static final String NEW_KEYS = """
            insert into event_key (key, ts)
            select key, ts from unnest($1::uuid[], $2::timestamptz[]) as sent (key, ts)
             order by key
                on conflict do nothing
            returning key""";

    /** Unnested in the select list: in the from clause PostgreSQL would first write all of it down. */
    static final String EVENTS = """
            insert into telemetry (ts, received_at, id, type_number, source_number, agent_number, payload, project_number,
                                   own_id)
            select unnest($1::timestamptz[]), unnest($2::timestamptz[]), unnest($3::uuid[]), unnest($4::int4[]),
                   unnest($5::int4[]), unnest($6::int4[]), unnest($7::text[]), unnest($8::int4[]), unnest($9::text[])""";

    /** The same for what most batches are: of one project, and without ids of senders. */
    static final String PLAIN_EVENTS = """
            insert into telemetry (ts, received_at, id, type_number, source_number, agent_number, payload, project_number,
                                   own_id)
            select unnest($1::timestamptz[]), unnest($2::timestamptz[]), unnest($3::uuid[]), unnest($4::int4[]),
                   unnest($5::int4[]), unnest($6::int4[]), unnest($7::text[]), $8::int4, ''""";

    static final String AGENTS = """
            insert into agents as known (project, agent_id, first_seen, last_seen, events)
            select project, agent_id, first_seen, last_seen, events
              from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::int8[])
                   as sent (project, agent_id, first_seen, last_seen, events)
                on conflict (project, agent_id) do update
               set first_seen = least(known.first_seen, excluded.first_seen),
                   last_seen = greatest(known.last_seen, excluded.last_seen),
                   events = known.events + excluded.events""";

    static final String LOGS = """
            insert into logs (project, ts, id, level, message, source, agent_id, type_number)
            select project, ts, id,
                   left(lower(coalesce(nullif(payload->>'level', ''), level) collate "C"), 128),
                   left(coalesce(nullif(payload->>'message', ''), nullif(payload->>'msg', ''), payload::text), 8192),
                   source, agent_id, type_number
              from (select project, ts, id, level, source, agent_id, type_number, payload::json as payload
                      from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[],
                                  $7::text[], $8::int4[])
                           as sent (project, ts, id, level, source, agent_id, payload, type_number)) line""";

    private BatchStatements() {}

    static Tuple keys(List<EventRow> rows) {
        return Tuple.tuple()
                .addArrayOfUUID(rows.stream().map(EventRow::key).toArray(UUID[]::new))
                .addArrayOfOffsetDateTime(times(rows, row -> row.event().timestamp()));
    }

    static boolean isPlain(List<EventRow> rows) {
        Integer project = rows.get(0).project();
        for (EventRow row : rows) {
            if (row.event().hasOwnId() || !row.project().equals(project)) {
                return false;
            }
        }
        return true;
    }

    static Tuple plainEvents(List<EventRow> rows) {
        return EventColumns.of(rows).addInteger(rows.get(0).project());
    }

    static Tuple events(List<EventRow> rows) {
        return EventColumns.of(rows)
                .addArrayOfInteger(rows.stream().map(EventRow::project).toArray(Integer[]::new))
                .addArrayOfString(rows.stream()
                        .map(row -> row.event().hasOwnId() ? row.event().ownId() : "")
                        .toArray(String[]::new));
    }

    /** One row for each agent, in an order that all writers share. */
    static Tuple agents(List<EventRow> rows) {
        Map<Integer, Sighting> sightings = new HashMap<>();
        for (EventRow row : rows) {
            sightings
                    .computeIfAbsent(row.agent(), agent -> new Sighting(row.event()))
                    .add(row.event().timestamp());
        }
        List<Sighting> agents = new TreeMap<>(sightings).values().stream().toList();
        return Tuple.tuple()
                .addArrayOfString(texts(agents, agent -> agent.event.project()))
                .addArrayOfString(texts(agents, agent -> agent.event.agentId()))
                .addArrayOfOffsetDateTime(times(agents, agent -> agent.first))
                .addArrayOfOffsetDateTime(times(agents, agent -> agent.last))
                .addArrayOfLong(agents.stream().map(agent -> agent.events).toArray(Long[]::new));
    }

    static boolean isLog(EventRow row) {
        String type = row.event().type();
        return type.equals("log") || type.startsWith("log.");
    }

    static Tuple logs(List<EventRow> rows) {
        List<JournaledEvent> events = rows.stream().map(EventRow::event).toList();
        return Tuple.tuple()
                .addArrayOfString(texts(events, JournaledEvent::project))
                .addArrayOfOffsetDateTime(times(events, JournaledEvent::timestamp))
                .addArrayOfString(texts(events, JournaledEvent::id))
                .addArrayOfString(texts(events, BatchStatements::levelOfType))
                .addArrayOfString(texts(events, JournaledEvent::source))
                .addArrayOfString(texts(events, JournaledEvent::agentId))
                .addArrayOfString(texts(events, event -> event.payload().text()))
                .addArrayOfInteger(rows.stream().map(EventRow::type).toArray(Integer[]::new));
    }

    /** The last word of the type, for a line whose payload names no level. */
    private static String levelOfType(JournaledEvent event) {
        String level = event.type().substring(event.type().lastIndexOf('.') + 1);
        return level.isEmpty() || event.type().equals("log") ? "info" : level;
    }

    private static <T> String[] texts(List<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static <T> OffsetDateTime[] times(List<T> rows, ToLongFunction<T> micros) {
        return rows.stream().map(row -> Micros.utc(micros.applyAsLong(row))).toArray(OffsetDateTime[]::new);
    }

    /** What a batch tells about one agent. */
    private static final class Sighting {
        private final JournaledEvent event;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private long events;

        private Sighting(JournaledEvent event) {
            this.event = event;
        }

        private void add(long timestamp) {
            first = Math.min(first, timestamp);
            last = Math.max(last, timestamp);
            events++;
        }
    }
}
