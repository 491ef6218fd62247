package io.heliograph.store.events;

import io.heliograph.intake.JournaledEvent;
import io.heliograph.store.Database;
import io.heliograph.store.JournalCursors;
import io.heliograph.store.JournalCursors.Cursor;
import io.heliograph.store.JournalCursors.Stretch;
import io.heliograph.store.rollups.RollupDeltas;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Writes the events of a journal, batch by batch, each in one transaction with the journal's cursor. {@link WriteFailure}
 * tells what to do about a failure.
 */
public final class EventWriter {
    private final Database database;
    private final Partitions partitions;
    private final NameBook names;
    private final JournalCursors cursors;
    private final DeadLetters deadLetters;
    private final List<Projection> projections;
    private final RollupDeltas rollups;

    public EventWriter(Database database, Partitions partitions, NameBook names) {
        this(database, partitions, names, new DeadLetters(database, DeadLetters.MOST), List.of());
    }

    /** For events that are not rolled up. */
    public EventWriter(
            Database database,
            Partitions partitions,
            NameBook names,
            DeadLetters deadLetters,
            List<Projection> projections) {
        this(database, partitions, names, deadLetters, projections, new RollupDeltas(database, 0));
    }

    /**
     * With the dead letters to which it adds what PostgreSQL refuses, those who keep tables about what is stored, and what it
     * writes down for the rollups.
     */
    public EventWriter(
            Database database,
            Partitions partitions,
            NameBook names,
            DeadLetters deadLetters,
            List<Projection> projections,
            RollupDeltas rollups) {
        this.database = database;
        this.partitions = partitions;
        this.names = names;
        this.deadLetters = deadLetters;
        this.projections = List.copyOf(projections);
        this.rollups = rollups;
        cursors = new JournalCursors(database);
    }

    /** Makes this node the writer of the journal: whoever wrote for it before is fenced off. */
    public Future<Cursor> claim(UUID journal, String nodeName) {
        return cursors.claim(journal, nodeName);
    }

    /** Where the journal's cursor is; to be asked after every failure, since a lost commit may have happened. */
    public Future<Optional<Cursor>> cursor(UUID journal) {
        return cursors.read(journal);
    }

    /** Stores the events of a stretch and moves the cursor over it, or does neither. */
    public Future<Written> write(Stretch stretch, List<JournaledEvent> events) {
        return store(
                events,
                (transaction, written) ->
                        JournalCursors.move(transaction, stretch.settled(written.stored(), written.duplicates(), 0)));
    }

    /**
     * Puts one event that PostgreSQL refuses among the dead letters and moves the cursor past it: that first, since a writer
     * that is behind is to learn of it before it finds its event there.
     */
    public Future<Void> setAside(Stretch stretch, JournaledEvent event, Throwable refusal) {
        return database.transaction(transaction -> JournalCursors.move(transaction, stretch.settled(0, 0, 1))
                .compose(moved -> deadLetters.keep(transaction, stretch.journal(), stretch.from(), event, refusal)));
    }

    /** Stores events together with what is to happen in their transaction, or does neither. */
    Future<Written> store(List<JournaledEvent> events, BiFunction<SqlConnection, Written, Future<Void>> together) {
        return stored(events, together)
                .recover(failure -> {
                    if (!Partitions.isMissing(failure)) {
                        return Future.failedFuture(failure);
                    }
                    partitions.forget();
                    return stored(events, together);
                })
                .onFailure(this::forget);
    }

    /** A server that took commits back, in a crash or a restore, took names and partitions back before the cursor moved again. */
    private void forget(Throwable failure) {
        if (WriteFailure.of(failure) != WriteFailure.POISON) {
            names.forget();
            partitions.forget();
            rollups.forget();
        }
    }

    private Future<Written> stored(
            List<JournaledEvent> events, BiFunction<SqlConnection, Written, Future<Void>> together) {
        return EventRow.of(events, names)
                .compose(rows -> partitions.ensure(days(events)).map(rows))
                .compose(rows -> rollups.prepare(rows)
                        .compose(prepared -> database.transaction(transaction -> fresh(transaction, rows)
                                .compose(fresh -> insert(transaction, fresh)
                                        .compose(inserted -> rollups.write(transaction, prepared, fresh))
                                        .compose(added -> project(transaction, fresh))
                                        .compose(projected -> {
                                            Written written = Written.of(rows, fresh);
                                            return together.apply(transaction, written)
                                                    .map(written);
                                        })))));
    }

    /** One after the other and in the same order everywhere, so that writers never wait for each other in a circle. */
    private Future<Void> project(SqlConnection transaction, List<EventRow> fresh) {
        Future<Void> done = Future.succeededFuture();
        if (!projections.isEmpty() && !fresh.isEmpty()) {
            List<JournaledEvent> events = new ArrayList<>(fresh.size());
            fresh.forEach(row -> events.add(row.event()));
            for (Projection projection : projections) {
                done = done.compose(before -> projection.stored(transaction, events));
            }
        }
        return done;
    }

    private static Set<LocalDate> days(List<JournaledEvent> events) {
        Set<LocalDate> days = new HashSet<>();
        long last = Long.MIN_VALUE;
        for (JournaledEvent event : events) {
            long day = Micros.epochDay(event.timestamp());
            if (day != last) {
                days.add(LocalDate.ofEpochDay(day));
                last = day;
            }
        }
        return days;
    }

    /** The events whose ids are new, in their order: the first of each id in the batch, unless it was stored before. */
    private static Future<List<EventRow>> fresh(SqlConnection transaction, List<EventRow> rows) {
        if (only(rows, row -> row.event().hasOwnId()).isEmpty()) {
            return Future.succeededFuture(rows);
        }
        Set<UUID> seen = new HashSet<>();
        List<EventRow> firsts = only(rows, row -> !row.event().hasOwnId() || seen.add(row.key()));
        List<EventRow> named = only(firsts, row -> row.event().hasOwnId());
        return transaction
                .preparedQuery(BatchStatements.NEW_KEYS)
                .execute(BatchStatements.keys(named))
                .map(entered -> {
                    Set<UUID> fresh = new HashSet<>();
                    entered.forEach(row -> fresh.add(row.getUUID(0)));
                    return only(firsts, row -> !row.event().hasOwnId() || fresh.contains(row.key()));
                });
    }

    private static Future<Void> insert(SqlConnection transaction, List<EventRow> rows) {
        List<EventRow> ofAgents = only(rows, row -> row.event().agentId() != null);
        List<EventRow> logs = only(rows, BatchStatements::isLog);
        return insertRows(transaction, rows)
                .compose(done -> run(transaction, BatchStatements.AGENTS, ofAgents, BatchStatements::agents))
                .compose(done -> run(transaction, BatchStatements.LOGS, logs, BatchStatements::logs));
    }

    static Future<Void> insertRows(SqlConnection transaction, List<EventRow> rows) {
        return !rows.isEmpty() && BatchStatements.isPlain(rows)
                ? run(transaction, BatchStatements.PLAIN_EVENTS, rows, BatchStatements::plainEvents)
                : run(transaction, BatchStatements.EVENTS, rows, BatchStatements::events);
    }

    static Future<Void> run(
            SqlConnection transaction, String sql, List<EventRow> rows, Function<List<EventRow>, Tuple> columns) {
        return rows.isEmpty()
                ? Future.succeededFuture()
                : transaction.preparedQuery(sql).execute(columns.apply(rows)).mapEmpty();
    }

    private static List<EventRow> only(List<EventRow> rows, Predicate<EventRow> which) {
        List<EventRow> found = new ArrayList<>();
        for (EventRow row : rows) {
            if (which.test(row)) {
                found.add(row);
            }
        }
        return found;
    }
}
