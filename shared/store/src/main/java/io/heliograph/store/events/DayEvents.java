package io.heliograph.store.events;

import io.heliograph.flow.Loop;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Reads a whole day of events as one snapshot, in the order of time and id, a few at a time. */
public final class DayEvents {
    private static final String READ = """
            select id, ts, received_at, type_number, source_number, agent_number, own_id, payload, project_number
              from telemetry
             where ts >= $1::timestamptz and ts < $2::timestamptz and type_number = any($3::int4[])
             order by ts, id""";

    /** As each may be as large as an event may be, not more. */
    private static final int TOGETHER = 500;

    private final Database database;
    private final NameBook names;

    public DayEvents(Database database, NameBook names) {
        this.database = database;
        this.names = names;
    }

    /** An event, and the id under which it is sorted among those of the same time. */
    public record Stored(UUID key, JournaledEvent event) {
        /** An event as it would be stored. */
        public static Stored of(JournaledEvent event) {
            return new Stored(event.hasOwnId() ? EventKey.of(event.project(), event.ownId()) : event.hubId(), event);
        }
    }

    /** Hands on the events of these types; the next ones are read when those before were taken. */
    public Future<Void> read(LocalDate day, Collection<Integer> types, Function<List<Stored>, Future<Void>> take) {
        Tuple parameters = Tuple.of(
                day.atStartOfDay().atOffset(ZoneOffset.UTC),
                day.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC),
                types.toArray(Integer[]::new));
        return database.upkeep(connection -> connection.prepare(READ).compose(statement -> {
            Cursor cursor = statement.cursor(parameters);
            return Loop.whileMore(() -> cursor.read(TOGETHER)
                            .compose(this::events)
                            .compose(take)
                            .map(taken -> cursor.hasMore()))
                    .eventually(cursor::close)
                    .eventually(statement::close);
        }));
    }

    private Future<List<Stored>> events(RowSet<Row> rows) {
        Set<Integer> numbers = new HashSet<>();
        for (Row row : rows) {
            for (int column : new int[] {3, 4, 5, 8}) {
                numbers.add(row.getInteger(column));
            }
        }
        return names.findTexts(numbers).map(known -> {
            List<Stored> events = new ArrayList<>(rows.size());
            rows.forEach(row -> events.add(stored(row)));
            return events;
        });
    }

    private Stored stored(Row row) {
        String ownId = row.getString(6);
        UUID key = row.getUUID(0);
        JournaledEvent event = new JournaledEvent(
                names.text(row.getInteger(8)),
                Micros.of(row.getOffsetDateTime(2).toInstant()),
                Micros.of(row.getOffsetDateTime(1).toInstant()),
                ownId.isEmpty() ? key : null,
                ownId.isEmpty() ? null : ownId,
                names.text(row.getInteger(3)),
                names.text(row.getInteger(4)),
                names.text(row.getInteger(5)),
                row.getString(7));
        return new Stored(key, event);
    }
}
