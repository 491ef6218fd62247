package io.heliograph.store.events;

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
            select id, ts, received_at, type, source, agent_id, payload::text
              from telemetry
             where project = ?::text and ts >= ?::timestamptz""";
    private static final String LOGS = """
            select id, ts, level, message, source, agent_id
              from logs
             where project = ?::text and ts >= ?::timestamptz""";
    private static final String AGENTS = """
            select agent_id, first_seen, last_seen, events
              from agents
             where project = ?::text""";

    private static final String OF_TYPE = " and type = ?::text";
    private static final String FROM_SOURCE = " and source = ?::text";
    private static final String OF_AGENT = " and agent_id = ?::text";
    private static final String OF_LEVEL = " and level = lower(?::text collate \"C\")";
    private static final String BEFORE = " and ts < ?::timestamptz";

    /** The first half bounds the index scan and names the partitions; the row comparison alone would not. */
    private static final String BEHIND_GOING_BACK =
            " and ts <= ?::timestamptz and (ts, id) < (?::timestamptz, ?::text)";

    private static final String BEHIND_GOING_FORTH =
            " and ts >= ?::timestamptz and (ts, id) > (?::timestamptz, ?::text)";
    private static final String BEHIND_AGENT = " and agent_id > ?::text";

    private static final String NEWEST_FIRST = " order by ts desc, id desc limit ?::int8";
    private static final String OLDEST_FIRST = " order by ts, id limit ?::int8";
    private static final String BY_AGENT = " order by agent_id limit ?::int8";
    private static final String SKIPPING = " offset ?::int8";

    private EventLists() {}

    static Selection events(String project, EventQuery query, Instant notBefore) {
        Selection events = new Selection()
                .with(EVENTS, project, from(query.since(), notBefore))
                .withIf(query.type(), OF_TYPE)
                .withIf(query.source(), FROM_SOURCE)
                .withIf(query.agentId(), OF_AGENT)
                .withIf(parameter(query.until()), BEFORE);
        behind(events, ListCursor.decode(query.cursor(), Kind.EVENTS, query.order()));
        events.with(query.order() == Order.DESC ? NEWEST_FIRST : OLDEST_FIRST, query.size() + 1L);
        return query.offset() == 0 ? events : events.with(SKIPPING, (long) query.offset());
    }

    static Selection logs(String project, LogQuery query, Instant notBefore) {
        Selection logs = new Selection()
                .with(LOGS, project, from(query.since(), notBefore))
                .withIf(query.agentId(), OF_AGENT)
                .withIf(query.level(), OF_LEVEL)
                .withIf(parameter(query.until()), BEFORE);
        behind(logs, ListCursor.decode(query.cursor(), Kind.LOGS, Order.DESC));
        return logs.with(NEWEST_FIRST, query.limit() + 1L);
    }

    static Selection agents(String project, AgentQuery query) {
        ListCursor after = ListCursor.decode(query.cursor(), Kind.AGENTS, Order.ASC);
        return new Selection()
                .with(AGENTS, project)
                .withIf(after == null ? null : after.id(), BEHIND_AGENT)
                .with(BY_AGENT, query.limit() + 1L);
    }

    private static void behind(Selection list, ListCursor last) {
        if (last != null) {
            OffsetDateTime ts = Micros.utc(last.micros());
            list.with(last.order() == Order.DESC ? BEHIND_GOING_BACK : BEHIND_GOING_FORTH, ts, ts, last.id());
        }
    }

    private static OffsetDateTime from(Instant since, Instant notBefore) {
        return Micros.utc(since != null && since.isAfter(notBefore) ? since : notBefore);
    }

    private static OffsetDateTime parameter(Instant time) {
        return time == null ? null : Micros.utc(time);
    }
}
