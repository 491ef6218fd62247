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
import io.heliograph.contracts.events.Presence;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.retention.Horizon;
import io.heliograph.intake.EventIds;
import io.heliograph.store.Database;
import io.heliograph.store.events.EventLists.Wanted;
import io.heliograph.store.events.NameBook.Kind;
import io.heliograph.store.events.NameBook.Name;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads the events, log lines and agents of one project, page by page. Nothing before the {@link Horizon} is ever given. */
public final class EventReader {
    private static final String BY_SENDERS_ID = """
            select id, ts, received_at, type_number, source_number, agent_number, own_id, payload
              from telemetry
             where project_number = $1::int4 and id = $2::uuid and ts >= $3::timestamptz
               and ts = (select ts from event_key where key = $2::uuid)""";
    private static final String BY_HUBS_ID = """
            select id, ts, received_at, type_number, source_number, agent_number, own_id, payload
              from telemetry
             where project_number = $1::int4 and id = $2::uuid and ts >= $3::timestamptz
               and ts >= $4::timestamptz and ts < $5::timestamptz""";

    private static final String PROJECTS =
            "select text from name where project_number = 0 and kind = 'p' order by number";

    /** What one statement of an export brings at the most, so that memory stays flat whatever the rows hold. */
    private static final int EXPORTED_ROWS = 5_000;

    private static final int EXPORTED_BYTES = 2 << 20;

    private final Database database;
    private final NameBook names;
    private final long pageBytes;

    /** Ends pages where their payloads or messages have so many bytes. */
    public EventReader(Database database, NameBook names, long pageBytes) {
        this.database = database;
        this.names = names;
        this.pageBytes = pageBytes;
    }

    /**
     * One page; its {@code next} goes on behind it by cursor, even where the page was asked for by number. Those by number
     * have their full length or are refused, since whoever counts pages would never see the rest.
     */
    public Future<EventPage> page(String project, EventQuery query, Horizon horizon) {
        return wanted(project, query)
                .compose(wanted -> wanted.isEmpty()
                        ? Future.succeededFuture(new EventPage(List.of(), null))
                        : read(() -> EventLists.events(wanted.get(), query, horizon, query.size() + 1L, pageBytes))
                                .compose(rows -> events(project, rows).map(found -> page(found, rows, query))));
    }

    /** A part of an export, as large as one statement should bring; {@code next} goes on behind it. */
    public Future<EventPage> exported(String project, EventQuery query, Horizon horizon) {
        return wanted(project, query)
                .compose(wanted -> wanted.isEmpty()
                        ? Future.succeededFuture(new EventPage(List.of(), null))
                        : read(() -> EventLists.events(wanted.get(), query, horizon, EXPORTED_ROWS, EXPORTED_BYTES))
                                .compose(rows -> events(project, rows))
                                .map(found -> part(found, query)));
    }

    /** The numbers of what is asked for; empty if some of it was never stored. */
    private Future<Optional<Wanted>> wanted(String project, EventQuery query) {
        return number(Name.ofProject(project))
                .compose(number -> number == NameBook.NONE
                        ? Future.succeededFuture(Optional.empty())
                        : Future.all(
                                        number(named(number, Kind.TYPE, query.type())),
                                        number(named(number, Kind.SOURCE, query.source())),
                                        number(named(number, Kind.AGENT, query.agentId())))
                                .map(found -> wanted(project, number, query, found.list())));
    }

    private static Optional<Wanted> wanted(String name, int project, EventQuery query, List<Integer> found) {
        boolean known = (query.type() == null || found.get(0) != NameBook.NONE)
                && (query.source() == null || found.get(1) != NameBook.NONE)
                && (query.agentId() == null || found.get(2) != NameBook.NONE);
        return known
                ? Optional.of(new Wanted(name, project, found.get(0), found.get(1), found.get(2)))
                : Optional.empty();
    }

    private static Name named(int project, Kind kind, String text) {
        return text == null ? null : new Name(project, kind, text);
    }

    private Future<Integer> number(Name name) {
        return name == null
                ? Future.succeededFuture(NameBook.NONE)
                : names.find(List.of(name)).map(looked -> names.number(name));
    }

    /** An event, and the id under which its row is sorted. */
    private record Found(UUID key, Event event) {}

    private EventPage page(List<Found> found, RowSet<Row> rows, EventQuery query) {
        if (found.size() > query.size()) {
            return part(found.subList(0, query.size()), query);
        }
        if (!isFull(rows, 7, 8)) {
            return new EventPage(items(found), null);
        }
        if (query.byNumber()) {
            throw new Refused(
                    ProblemKind.PAGE_TOO_LARGE,
                    "The first %d of these events fill a page of %d bytes.".formatted(found.size(), pageBytes));
        }
        return part(found, query);
    }

    /** Whether rows may be missing because those before them had too many bytes. */
    private boolean isFull(RowSet<Row> rows, int text, int bytesBefore) {
        Row last = null;
        for (Row row : rows) {
            last = row;
        }
        return last != null
                && last.getLong(bytesBefore) + last.getString(text).getBytes(StandardCharsets.UTF_8).length
                        >= pageBytes;
    }

    /** Events behind which there may be more. */
    private static EventPage part(List<Found> found, EventQuery query) {
        if (found.isEmpty()) {
            return new EventPage(List.of(), null);
        }
        Found last = found.get(found.size() - 1);
        long micros = Micros.of(last.event().timestamp());
        ListCursor behind = new ListCursor(
                ListCursor.Kind.EVENTS, query.order(), micros, last.key().toString());
        return new EventPage(items(found), behind.encode());
    }

    private static List<Event> items(List<Found> found) {
        return found.stream().map(Found::event).toList();
    }

    /** One event by its id, whether its sender or the hub gave it. */
    public Future<Optional<Event>> find(String project, String id, Horizon horizon) {
        return number(Name.ofProject(project))
                .compose(number -> findGenerated(project, number, id, horizon)
                        .compose(found -> found.isPresent()
                                ? Future.succeededFuture(found)
                                : first(
                                        project,
                                        BY_SENDERS_ID,
                                        Tuple.of(number, EventKey.of(project, id), Micros.utc(horizon.earliest())))))
                .map(found -> found.filter(event -> horizon.shows(event.type(), event.timestamp())));
    }

    /** How many events of a project are shown from before this time. */
    public Future<Long> count(String project, Horizon horizon, Instant before) {
        return number(Name.ofProject(project))
                .compose(number -> number == NameBook.NONE
                        ? Future.succeededFuture(0L)
                        : read(() -> EventLists.count(project, number, horizon, before))
                                .map(rows -> rows.iterator().next().getLong(0)));
    }

    /** Every project of which an event was ever stored. */
    public Future<List<String>> projects() {
        return database.read(PROJECTS, Tuple.tuple()).map(rows -> {
            List<String> projects = new ArrayList<>();
            rows.forEach(row -> projects.add(row.getString(0)));
            return projects;
        });
    }

    public Future<AgentPage> agents(String project, AgentQuery query) {
        return read(() -> EventLists.agents(project, query))
                .map(rows -> page(
                        rows,
                        query.limit(),
                        false,
                        EventReader::agent,
                        last -> new ListCursor(ListCursor.Kind.AGENTS, Order.ASC, 0, last.agentId()),
                        AgentPage::new));
    }

    public Future<LogPage> logs(String project, LogQuery query, Horizon horizon) {
        return read(() -> EventLists.logs(project, query, horizon, query.limit() + 1L, pageBytes))
                .map(rows -> page(
                        rows,
                        query.limit(),
                        isFull(rows, 3, 6),
                        EventReader::logLine,
                        last -> new ListCursor(
                                ListCursor.Kind.LOGS, Order.DESC, Micros.of(last.timestamp()), last.id()),
                        LogPage::new));
    }

    private Future<Optional<Event>> findGenerated(String project, int number, String id, Horizon horizon) {
        OptionalLong millis = EventIds.millisOf(id);
        if (millis.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        Instant from = Instant.ofEpochMilli(millis.getAsLong());
        Tuple byTime = Tuple.of(
                number,
                UUID.fromString(id),
                Micros.utc(horizon.earliest()),
                Micros.utc(from),
                Micros.utc(from.plusMillis(1)));
        return first(project, BY_HUBS_ID, byTime);
    }

    private Future<Optional<Event>> first(String project, String sql, Tuple parameters) {
        return database.read(sql, parameters)
                .compose(rows -> events(project, rows))
                .map(found -> found.stream().findFirst().map(Found::event));
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
            boolean isFull,
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
        return page.apply(
                items, isFull ? cursor.apply(items.get(items.size() - 1)).encode() : null);
    }

    /** The rows with their names, of which those that are not at hand are looked up together. */
    private Future<List<Found>> events(String project, RowSet<Row> rows) {
        Set<Integer> numbers = new HashSet<>();
        for (Row row : rows) {
            numbers.add(row.getInteger(3));
            numbers.add(row.getInteger(4));
            numbers.add(row.getInteger(5));
        }
        return names.findTexts(numbers).map(known -> {
            List<Found> found = new ArrayList<>(rows.size());
            rows.forEach(row -> found.add(new Found(row.getUUID(0), event(project, row))));
            return found;
        });
    }

    private Event event(String project, Row row) {
        String ownId = row.getString(6);
        return new Event(
                ownId.isEmpty() ? row.getUUID(0).toString() : ownId,
                row.getOffsetDateTime(1).toInstant(),
                row.getOffsetDateTime(2).toInstant(),
                names.text(row.getInteger(3)),
                names.text(row.getInteger(4)),
                names.text(row.getInteger(5)),
                project,
                new RawJson(row.getString(7)));
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
                row.getLong(3),
                row.getBoolean(4),
                row.getString(5),
                row.getString(6),
                row.getBoolean(4) ? Presence.of(row.getBoolean(7), row.getBoolean(8)) : null);
    }
}
