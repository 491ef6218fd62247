package io.heliograph.store.events;

import static io.heliograph.store.events.NameBook.NONE;

import io.heliograph.contracts.events.AgentQuery;
import io.heliograph.contracts.events.EventQuery;
import io.heliograph.contracts.events.LogQuery;
import io.heliograph.contracts.events.Order;
import io.heliograph.contracts.retention.Horizon;
import io.heliograph.contracts.retention.TypePattern;
import io.heliograph.store.events.ListCursor.Kind;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * The statements behind the lists. The same filters always give the same text, so that it is prepared once. Each is asked
 * for one row more than the page holds, which tells whether another page follows.
 */
final class EventLists {
    private static final String EVENTS = """
            select id, ts, received_at, type_number, source_number, agent_number, own_id, payload
              from telemetry
             where ts >= ?::timestamptz""";
    private static final String COUNT = "select count(*) from telemetry where ts >= ?::timestamptz";
    private static final String GOING_BACK = " order by ts desc, id desc";
    private static final String GOING_FORTH = " order by ts, id";
    /** A page with the bytes of long texts in all the rows before each, which end it. */
    private static final String MEASURED = """
            select %1$s, coalesce(bytes_before, 0)
              from (select page.*, sum(octet_length(%2$s)) over (%3$s rows between unbounded preceding
                                                               and 1 preceding) as bytes_before
                      from (""";

    private static final String EVENT =
            "id, ts, received_at, type_number, source_number, agent_number, own_id, payload";
    private static final String LINE = "id, ts, level, message, source, agent_id";
    private static final String EVENTS_GOING_BACK = MEASURED.formatted(EVENT, "payload", GOING_BACK);
    private static final String EVENTS_GOING_FORTH = MEASURED.formatted(EVENT, "payload", GOING_FORTH);
    private static final String LINES_GOING_BACK = MEASURED.formatted(LINE, "message", GOING_BACK);
    private static final String UP_TO_BYTES = ") page) measured where coalesce(bytes_before, 0) < ?::int8";
    private static final String LOGS = """
            select id, ts, level, message, source, agent_id
              from logs
             where project = ?::text and ts >= ?::timestamptz""";
    /**
     * A page of ids of those that were heard of or have registered, and then each one's rows, however many agents there are.
     * A page of both in one order can only be cut where both tables are, so it is one statement (decision 0043).
     */
    private static final String AGENTS = """
            select ids.agent_id, least(t.first_seen, r.registered_at), greatest(t.last_seen, r.seen_at), coalesce(t.events, 0),
                   r.agent_id is not null, r.name, r.kind, coalesce(r.lease_until > now(), false), r.unresponsive
              from (select agent_id
                      from ((select agent_id from agents
                              where project = ?::text and agent_id > ?::text order by agent_id limit ?::int8)
                            union
                            (select agent_id from acp_agent
                              where project = ?::text and agent_id > ?::text order by agent_id limit ?::int8)) found
                     order by agent_id limit ?::int8) ids
              left join lateral (select * from agents
                                  where project = ?::text and agent_id = ids.agent_id limit 1) t on true
              left join lateral (select * from acp_agent
                                  where project = ?::text and agent_id = ids.agent_id limit 1) r on true
             order by ids.agent_id""";

    private static final String IN_PROJECT = " and project_number = ?::int4";
    private static final String OF_TYPE = " and type_number = ?::int4";
    private static final String FROM_SOURCE = " and source_number = ?::int4";
    private static final String ABOUT_AGENT = " and agent_number = ?::int4";

    /** Types that expire at times of their own, where none is asked for: which they are is looked up once a statement. */
    private static final String SHOWN = " and ts >= case";

    private static final String WHEN_TYPE = " when type_number in (select number from name where kind = 't'"
            + " and project_number = (select number from name where project_number = 0 and kind = 'p' and text = ?::text)";
    private static final String IS = " and text = ?::text) then ?::timestamptz";
    private static final String BEGINS = " and starts_with(text, ?::text)) then ?::timestamptz";
    private static final String OTHERWISE = " else ?::timestamptz end";

    private static final String OF_AGENT = " and agent_id = ?::text";
    private static final String OF_LEVEL = " and level = lower(?::text collate \"C\")";
    private static final String BEFORE = " and ts < ?::timestamptz";

    /** The first half bounds the index scan and names the partitions; the row comparison alone would not. */
    private static final String BEHIND_EVENT_GOING_BACK =
            " and ts <= ?::timestamptz and (ts, id) < (?::timestamptz, ?::uuid)";

    private static final String BEHIND_EVENT_GOING_FORTH =
            " and ts >= ?::timestamptz and (ts, id) > (?::timestamptz, ?::uuid)";
    private static final String BEHIND_LINE = " and ts <= ?::timestamptz and (ts, id) < (?::timestamptz, ?::text)";

    private static final String NEWEST_FIRST = GOING_BACK + " limit ?::int8";
    private static final String OLDEST_FIRST = GOING_FORTH + " limit ?::int8";
    private static final String SKIPPING = " offset ?::int8";

    private EventLists() {}

    /** The numbers of what is asked for; NONE for what may be anything. They belong to one project only, and imply it. */
    record Wanted(String projectName, int project, int type, int source, int agent) {}

    /** A page that ends after so many rows, or where the payloads before a row have so many bytes. */
    static Selection events(Wanted wanted, EventQuery query, Horizon horizon, long rows, long bytes) {
        boolean back = query.order() == Order.DESC;
        Selection events = new Selection().with(back ? EVENTS_GOING_BACK : EVENTS_GOING_FORTH);
        matching(events, wanted, query, horizon).with(back ? NEWEST_FIRST : OLDEST_FIRST, rows);
        if (query.offset() > 0) {
            events.with(SKIPPING, (long) query.offset());
        }
        return events.with(UP_TO_BYTES, bytes).with(back ? GOING_BACK : GOING_FORTH);
    }

    private static Selection matching(Selection events, Wanted wanted, EventQuery query, Horizon horizon) {
        Instant earliest = query.type() == null ? horizon.earliest() : horizon.of(query.type());
        events.with(EVENTS, from(query.since(), earliest));
        filter(events, wanted);
        if (query.type() == null) {
            shown(events, wanted.projectName(), horizon);
        }
        events.withIf(parameter(query.until()), BEFORE);
        ListCursor last = ListCursor.decode(query.cursor(), Kind.EVENTS, query.order());
        if (last != null) {
            OffsetDateTime ts = Micros.utc(last.micros());
            events.with(
                    query.order() == Order.DESC ? BEHIND_EVENT_GOING_BACK : BEHIND_EVENT_GOING_FORTH,
                    ts,
                    ts,
                    last.key());
        }
        return events;
    }

    /** Each name implies the project; which index is the best to read along, the planner knows from its figures. */
    private static void filter(Selection events, Wanted wanted) {
        events.withIf(known(wanted.agent()), ABOUT_AGENT)
                .withIf(known(wanted.source()), FROM_SOURCE)
                .withIf(known(wanted.type()), OF_TYPE);
        if ((wanted.agent() | wanted.source() | wanted.type()) == NONE) {
            events.with(IN_PROJECT, wanted.project());
        }
    }

    private static void shown(Selection rows, String project, Horizon horizon) {
        if (horizon.isEven()) {
            return;
        }
        rows.with(SHOWN);
        for (Horizon.Step step : horizon.steps()) {
            TypePattern types = step.types();
            rows.with(WHEN_TYPE, project);
            if (types.prefix() == null) {
                rows.with(IS, types.text(), Micros.utc(step.from()));
            } else {
                rows.with(BEGINS, types.prefix(), Micros.utc(step.from()));
            }
        }
        rows.with(OTHERWISE, Micros.utc(horizon.rest()));
    }

    private static Integer known(int number) {
        return number == NONE ? null : number;
    }

    /** A page that ends after so many rows, or where the messages before a line have so many bytes. */
    static Selection logs(String project, LogQuery query, Horizon horizon, long rows, long bytes) {
        Selection logs = new Selection()
                .with(LINES_GOING_BACK)
                .with(LOGS, project, from(query.since(), horizon.earliest()))
                .withIf(query.agentId(), OF_AGENT)
                .withIf(query.level(), OF_LEVEL)
                .withIf(parameter(query.until()), BEFORE);
        shown(logs, project, horizon);
        ListCursor last = ListCursor.decode(query.cursor(), Kind.LOGS, Order.DESC);
        if (last != null) {
            OffsetDateTime ts = Micros.utc(last.micros());
            logs.with(BEHIND_LINE, ts, ts, last.id());
        }
        return logs.with(NEWEST_FIRST, rows).with(UP_TO_BYTES, bytes).with(GOING_BACK);
    }

    /** How many events of a project are shown from before this time. */
    static Selection count(String project, int number, Horizon horizon, Instant before) {
        Selection count = new Selection()
                .with(COUNT, Micros.utc(horizon.earliest()))
                .with(BEFORE, Micros.utc(before))
                .with(IN_PROJECT, number);
        shown(count, project, horizon);
        return count;
    }

    /** Those that telemetry has seen and those that have registered; either may be the other too. */
    static Selection agents(String project, AgentQuery query) {
        ListCursor last = ListCursor.decode(query.cursor(), Kind.AGENTS, Order.ASC);
        String after = last == null ? "" : last.id();
        long rows = query.limit() + 1L;
        return new Selection().with(AGENTS, project, after, rows, project, after, rows, rows, project, project);
    }

    private static OffsetDateTime from(Instant since, Instant earliest) {
        return Micros.utc(since != null && since.isAfter(earliest) ? since : earliest);
    }

    private static OffsetDateTime parameter(Instant time) {
        return time == null ? null : Micros.utc(time);
    }
}
