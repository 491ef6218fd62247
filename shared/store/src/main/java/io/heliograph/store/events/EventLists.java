package io.heliograph.store.events;

import static io.heliograph.store.events.NameBook.NONE;

import io.heliograph.contracts.events.AgentQuery;
import io.heliograph.contracts.events.EventQuery;
import io.heliograph.contracts.events.LogQuery;
import io.heliograph.contracts.events.Order;
import io.heliograph.store.events.ListCursor.Kind;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * The statements behind the lists. The same filters always give the same text, so that it is prepared once. Each asks for
 * one row more than the page holds, which tells whether another page follows.
 */
final class EventLists {
    private static final String EVENTS = """
            select id, ts, received_at, type_number, source_number, agent_number, own_id, payload
              from telemetry
             where ts >= ?::timestamptz""";
    private static final String LOGS = """
            select id, ts, level, message, source, agent_id
              from logs
             where project = ?::text and ts >= ?::timestamptz""";
    private static final String AGENTS = """
            select agent_id, first_seen, last_seen, events
              from agents
             where project = ?::text""";

    private static final String IN_PROJECT = " and project_number = ?::int4";
    private static final String OF_TYPE = " and type_number = ?::int4";
    private static final String FROM_SOURCE = " and source_number = ?::int4";
    private static final String ABOUT_AGENT = " and agent_number = ?::int4";

    /** Said such that no index answers to it, for filters beside the one along whose index the list is read. */
    private static final String ALSO_OF_TYPE = " and type_number + 0 = ?::int4";

    private static final String ALSO_FROM_SOURCE = " and source_number + 0 = ?::int4";

    private static final String OF_AGENT = " and agent_id = ?::text";
    private static final String OF_LEVEL = " and level = lower(?::text collate \"C\")";
    private static final String BEFORE = " and ts < ?::timestamptz";

    /** The first half bounds the index scan and names the partitions; the row comparison alone would not. */
    private static final String BEHIND_EVENT_GOING_BACK =
            " and ts <= ?::timestamptz and (ts, id) < (?::timestamptz, ?::uuid)";

    private static final String BEHIND_EVENT_GOING_FORTH =
            " and ts >= ?::timestamptz and (ts, id) > (?::timestamptz, ?::uuid)";
    private static final String BEHIND_LINE = " and ts <= ?::timestamptz and (ts, id) < (?::timestamptz, ?::text)";
    private static final String BEHIND_AGENT = " and agent_id > ?::text";

    private static final String NEWEST_FIRST = " order by ts desc, id desc limit ?::int8";
    private static final String OLDEST_FIRST = " order by ts, id limit ?::int8";
    private static final String BY_AGENT = " order by agent_id limit ?::int8";
    private static final String SKIPPING = " offset ?::int8";

    private EventLists() {}

    /** The numbers of what is asked for; NONE for what may be anything. They belong to one project only, and imply it. */
    record Wanted(int project, int type, int source, int agent) {}

    static Selection events(Wanted wanted, EventQuery query, Instant notBefore) {
        Selection events = new Selection().with(EVENTS, from(query.since(), notBefore));
        filter(events, wanted);
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
        events.with(query.order() == Order.DESC ? NEWEST_FIRST : OLDEST_FIRST, query.size() + 1L);
        return query.offset() == 0 ? events : events.with(SKIPPING, (long) query.offset());
    }

    /** Names the index to read along: an agent has fewer events than a source mostly, and a source fewer than a type. */
    private static void filter(Selection events, Wanted wanted) {
        if (wanted.agent() != NONE) {
            events.with(ABOUT_AGENT, wanted.agent());
            also(events, ALSO_FROM_SOURCE, wanted.source());
            also(events, ALSO_OF_TYPE, wanted.type());
        } else if (wanted.source() != NONE) {
            events.with(FROM_SOURCE, wanted.source());
            also(events, ALSO_OF_TYPE, wanted.type());
        } else if (wanted.type() != NONE) {
            events.with(OF_TYPE, wanted.type());
        } else {
            events.with(IN_PROJECT, wanted.project());
        }
    }

    private static void also(Selection events, String clause, int number) {
        events.withIf(number == NONE ? null : number, clause);
    }

    static Selection logs(String project, LogQuery query, Instant notBefore) {
        Selection logs = new Selection()
                .with(LOGS, project, from(query.since(), notBefore))
                .withIf(query.agentId(), OF_AGENT)
                .withIf(query.level(), OF_LEVEL)
                .withIf(parameter(query.until()), BEFORE);
        ListCursor last = ListCursor.decode(query.cursor(), Kind.LOGS, Order.DESC);
        if (last != null) {
            OffsetDateTime ts = Micros.utc(last.micros());
            logs.with(BEHIND_LINE, ts, ts, last.id());
        }
        return logs.with(NEWEST_FIRST, query.limit() + 1L);
    }

    static Selection agents(String project, AgentQuery query) {
        ListCursor after = ListCursor.decode(query.cursor(), Kind.AGENTS, Order.ASC);
        return new Selection()
                .with(AGENTS, project)
                .withIf(after == null ? null : after.id(), BEHIND_AGENT)
                .with(BY_AGENT, query.limit() + 1L);
    }

    private static OffsetDateTime from(Instant since, Instant notBefore) {
        return Micros.utc(since != null && since.isAfter(notBefore) ? since : notBefore);
    }

    private static OffsetDateTime parameter(Instant time) {
        return time == null ? null : Micros.utc(time);
    }
}
