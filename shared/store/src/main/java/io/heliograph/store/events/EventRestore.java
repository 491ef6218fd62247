package io.heliograph.store.events;

import io.heliograph.intake.JournaledEvent;
import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Stores events again that were stored before, under the ids that they had; those that are there stay as they are. */
public final class EventRestore {
    /**
     * An id that its sender has used anew for another event since then is left to that one. Each event is looked up by the index
     * of its day: with exists, all days might be read for each batch.
     */
    private static final String MISSING = """
            select sent.id
              from unnest($1::uuid[], $2::timestamptz[], $3::int4[]) as sent (id, ts, project_number)
             where (select true from telemetry stored
                     where stored.project_number = sent.project_number and stored.ts = sent.ts and stored.id = sent.id
                     limit 1) is null
               and (select true from event_key known where known.key = sent.id and known.ts <> sent.ts limit 1) is null""";

    /** Counted when all is restored: a hub that has seen these events before must not count them twice. */
    private static final String AGENTS_SEEN = """
            insert into agents as known (project, agent_id, first_seen, last_seen, events)
            select project, agent_id, first_seen, last_seen, 0
              from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::int8[])
                   as sent (project, agent_id, first_seen, last_seen, events)
                on conflict (project, agent_id) do update
               set first_seen = least(known.first_seen, excluded.first_seen),
                   last_seen = greatest(known.last_seen, excluded.last_seen)""";

    private static final String COUNT_AGENTS = """
            update agents known set events = stored.events
              from (select project.text as project, agent.text as agent_id, count(*) as events
                      from telemetry
                      join name agent on agent.number = agent_number
                      join name project on project.number = agent.project_number
                     group by 1, 2) stored
             where known.project = stored.project and known.agent_id = stored.agent_id
               and known.events < stored.events""";

    private final Database database;
    private final Partitions partitions;
    private final NameBook names;

    public EventRestore(Database database, Partitions partitions, NameBook names) {
        this.database = database;
        this.partitions = partitions;
        this.names = names;
    }

    /** Stores those that are missing; how many there were. To be called for one batch after the other. */
    public Future<Integer> run(List<JournaledEvent> events) {
        Set<LocalDate> days = events.stream()
                .map(event -> LocalDate.ofEpochDay(Micros.epochDay(event.timestamp())))
                .collect(Collectors.toSet());
        return EventRow.of(events, names)
                .compose(rows -> partitions.ensure(days).map(rows))
                .compose(rows -> database.transaction(transaction -> missing(transaction, rows)
                        .compose(missing -> missing.isEmpty()
                                ? Future.succeededFuture(0)
                                : keys(transaction, missing)
                                        .compose(entered -> insert(transaction, missing))
                                        .map(missing.size()))));
    }

    /** What is left to be done when all batches are through: no agent has fewer events than are stored. */
    public Future<Void> finish() {
        return database.upkeep(connection -> connection.query(COUNT_AGENTS).execute())
                .mapEmpty();
    }

    private static Future<Void> insert(SqlConnection transaction, List<EventRow> rows) {
        List<EventRow> ofAgents =
                rows.stream().filter(row -> row.event().agentId() != null).toList();
        List<EventRow> logs = rows.stream().filter(BatchStatements::isLog).toList();
        return EventWriter.insertRows(transaction, rows)
                .compose(done -> EventWriter.run(transaction, AGENTS_SEEN, ofAgents, BatchStatements::agents))
                .compose(done -> EventWriter.run(transaction, BatchStatements.LOGS, logs, BatchStatements::logs));
    }

    private static Future<List<EventRow>> missing(SqlConnection transaction, List<EventRow> rows) {
        return transaction
                .preparedQuery(MISSING)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(rows.stream().map(EventRow::key).toArray(UUID[]::new))
                        .addArrayOfOffsetDateTime(rows.stream()
                                .map(row -> Micros.utc(row.event().timestamp()))
                                .toArray(OffsetDateTime[]::new))
                        .addArrayOfInteger(rows.stream().map(EventRow::project).toArray(Integer[]::new)))
                .map(found -> {
                    Set<UUID> wanted = ids(found);
                    return rows.stream().filter(row -> wanted.remove(row.key())).toList();
                });
    }

    private static Future<Void> keys(SqlConnection transaction, List<EventRow> rows) {
        List<EventRow> named =
                rows.stream().filter(row -> row.event().hasOwnId()).toList();
        return named.isEmpty()
                ? Future.succeededFuture()
                : transaction
                        .preparedQuery(BatchStatements.NEW_KEYS)
                        .execute(BatchStatements.keys(named))
                        .mapEmpty();
    }

    private static Set<UUID> ids(RowSet<Row> rows) {
        Set<UUID> ids = new HashSet<>();
        rows.forEach(row -> ids.add(row.getUUID(0)));
        return ids;
    }
}
