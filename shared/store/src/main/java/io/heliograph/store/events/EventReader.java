package io.heliograph.store.events;

import io.heliograph.contracts.events.AgentPage;
import io.heliograph.contracts.events.AgentPage.Agent;
import io.heliograph.contracts.events.AgentQuery;
import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.events.EventPage;
import io.heliograph.contracts.events.EventQuery;
import io.heliograph.contracts.events.LogPage;
import io.heliograph.contracts.events.LogPage.LogLine;
import io.heliograph.contracts.events.LogQuery;
import io.heliograph.contracts.events.Order;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.intake.EventIds;
import io.heliograph.store.Database;
import io.heliograph.store.events.ListCursor.Kind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads the events, log lines and agents of one project, page by page. Nothing before {@code notBefore} is ever given. */
public final class EventReader {
    private static final String BY_SENDERS_ID = """
            select id, ts, received_at, type, source, agent_id, payload::text
              from telemetry
             where project = $1::text and id = $2::text and ts >= $3::timestamptz
               and ts = (select ts from event_key where project = $1::text and id = $2::text)""";
    private static final String BY_GENERATED_ID = """
            select id, ts, received_at, type, source, agent_id, payload::text
              from telemetry
             where project = $1::text and id = $2::text and ts >= $3::timestamptz
               and ts >= $4::timestamptz and ts < $5::timestamptz""";

    private final Database database;

    public EventReader(Database database) {
        this.database = database;
    }

    /** One page; its {@code next} goes on behind it by cursor, even where the page was asked for by number. */
    public Future<EventPage> page(String project, EventQuery query, Instant notBefore) {
        return read(() -> EventLists.events(project, query, notBefore))
                .map(rows -> page(
                        rows,
                        query.size(),
                        row -> event(project, row),
                        last -> new ListCursor(Kind.EVENTS, query.order(), Micros.of(last.timestamp()), last.id()),
                        EventPage::new));
    }

    /** One event by its id, whether its sender or the hub gave it. */
    public Future<Optional<Event>> find(String project, String id, Instant notBefore) {
        Tuple bySender = Tuple.of(project, id, Micros.utc(notBefore));
        return database.read(BY_SENDERS_ID, bySender)
                .map(rows -> first(project, rows))
                .compose(found ->
                        found.isPresent() ? Future.succeededFuture(found) : findGenerated(project, id, notBefore));
    }

    public Future<AgentPage> agents(String project, AgentQuery query) {
        return read(() -> EventLists.agents(project, query))
                .map(rows -> page(
                        rows,
                        query.limit(),
                        EventReader::agent,
                        last -> new ListCursor(Kind.AGENTS, Order.ASC, 0, last.agentId()),
                        AgentPage::new));
    }

    public Future<LogPage> logs(String project, LogQuery query, Instant notBefore) {
        return read(() -> EventLists.logs(project, query, notBefore))
                .map(rows -> page(
                        rows,
                        query.limit(),
                        EventReader::logLine,
                        last -> new ListCursor(Kind.LOGS, Order.DESC, Micros.of(last.timestamp()), last.id()),
                        LogPage::new));
    }

    private Future<Optional<Event>> findGenerated(String project, String id, Instant notBefore) {
        OptionalLong millis = EventIds.millisOf(id);
        if (millis.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        Instant from = Instant.ofEpochMilli(millis.getAsLong());
        Tuple byTime = Tuple.of(project, id, Micros.utc(notBefore), Micros.utc(from), Micros.utc(from.plusMillis(1)));
        return database.read(BY_GENERATED_ID, byTime).map(rows -> first(project, rows));
    }

    /** A cursor that cannot be used fails the future, as everything else does. */
    private Future<RowSet<Row>> read(Supplier<Selection> question) {
        return Future.succeededFuture(question)
                .map(Supplier::get)
                .compose(selection -> database.read(selection.sql(), selection.parameters()));
    }

    private static <T, P> P page(
            RowSet<Row> rows,
            int size,
            Function<Row, T> item,
            Function<T, ListCursor> cursor,
            BiFunction<List<T>, String, P> page) {
        List<T> items = new ArrayList<>(Math.min(size, rows.size()));
        for (Row row : rows) {
            if (items.size() == size) {
                return page.apply(items, cursor.apply(items.get(size - 1)).encode());
            }
            items.add(item.apply(row));
        }
        return page.apply(items, null);
    }

    private static Optional<Event> first(String project, RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(event(project, rows.iterator().next()));
    }

    private static Event event(String project, Row row) {
        return new Event(
                row.getString(0),
                row.getOffsetDateTime(1).toInstant(),
                row.getOffsetDateTime(2).toInstant(),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                project,
                new RawJson(row.getString(6)));
    }

    private static LogLine logLine(Row row) {
        return new LogLine(
                row.getString(0),
                row.getOffsetDateTime(1).toInstant(),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5));
    }

    private static Agent agent(Row row) {
        return new Agent(
                row.getString(0),
                row.getOffsetDateTime(1).toInstant(),
                row.getOffsetDateTime(2).toInstant(),
                row.getLong(3));
    }
}
