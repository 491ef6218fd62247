package io.heliograph.store.events;

import io.heliograph.intake.JournaledEvent;
import io.heliograph.store.Database;
import io.heliograph.store.JournalCursors;
import io.heliograph.store.JournalCursors.Cursor;
import io.heliograph.store.JournalCursors.Step;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
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
import java.util.function.Predicate;

/**
 * Writes the events of a journal, batch by batch, each in one transaction with the journal's cursor. {@link WriteFailure}
 * tells what to do about a failure.
 */
public final class EventWriter {
    private final Database database;
    private final Partitions partitions;
    private final JournalCursors cursors;
    private final DeadLetters deadLetters;

    public EventWriter(Database database, Partitions partitions) {
        this(database, partitions, new DeadLetters(database, DeadLetters.MOST));
    }

    /** With the dead letters to which it adds what PostgreSQL refuses. */
    public EventWriter(Database database, Partitions partitions, DeadLetters deadLetters) {
        this.database = database;
        this.partitions = partitions;
        this.deadLetters = deadLetters;
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

    /** Stores the events between two positions and moves the cursor from the one to the other, or does neither. */
    public Future<Written> write(UUID journal, int epoch, long from, long to, List<JournaledEvent> events) {
        return store(events, (transaction, written) -> {
            Step step = new Step(journal, epoch, from, to, written.stored(), written.duplicates(), 0);
            return JournalCursors.move(transaction, step);
        });
    }

    /**
     * Puts one event that PostgreSQL refuses among the dead letters and moves the cursor past it: that first, since a writer
     * that is behind is to learn of it before it finds its event there.
     */
    public Future<Void> setAside(UUID journal, int epoch, long position, JournaledEvent event, Throwable refusal) {
        Step step = new Step(journal, epoch, position, position + 1, 0, 0, 1);
        return database.transaction(transaction -> JournalCursors.move(transaction, step)
                .compose(moved -> deadLetters.keep(transaction, journal, position, event, refusal)));
    }

    /** Stores events together with what is to happen in their transaction, or does neither. */
    Future<Written> store(List<JournaledEvent> events, BiFunction<SqlConnection, Written, Future<Void>> together) {
        return stored(events, together).recover(failure -> {
            if (!Partitions.isMissing(failure)) {
                return Future.failedFuture(failure);
            }
            partitions.forget();
            return stored(events, together);
        });
    }

    private Future<Written> stored(
            List<JournaledEvent> events, BiFunction<SqlConnection, Written, Future<Void>> together) {
        Set<LocalDate> days = new HashSet<>();
        events.forEach(event -> days.add(Micros.utc(event.timestamp()).toLocalDate()));
        return partitions
                .ensure(days)
                .compose(ready -> database.transaction(transaction -> fresh(transaction, events)
                        .compose(fresh -> insert(transaction, fresh).compose(inserted -> {
                            Written written = Written.of(events, fresh);
                            return together.apply(transaction, written).map(written);
                        }))));
    }

    /** The events whose ids are new, in their order: the first of each id in the batch, unless it was stored before. */
    private static Future<List<JournaledEvent>> fresh(SqlConnection transaction, List<JournaledEvent> events) {
        List<JournaledEvent> firsts = new ArrayList<>(events.size());
        List<JournaledEvent> named = new ArrayList<>();
        Set<Key> seen = new HashSet<>();
        for (JournaledEvent event : events) {
            if (!event.ownId()) {
                firsts.add(event);
            } else if (seen.add(Key.of(event))) {
                firsts.add(event);
                named.add(event);
            }
        }
        if (named.isEmpty()) {
            return Future.succeededFuture(firsts);
        }
        return transaction
                .preparedQuery(BatchStatements.NEW_KEYS)
                .execute(BatchStatements.keys(named))
                .map(rows -> {
                    Set<Key> fresh = new HashSet<>();
                    for (Row row : rows) {
                        fresh.add(new Key(row.getString(0), row.getString(1)));
                    }
                    return only(firsts, event -> !event.ownId() || fresh.contains(Key.of(event)));
                });
    }

    private static Future<Void> insert(SqlConnection transaction, List<JournaledEvent> events) {
        List<JournaledEvent> ofAgents = only(events, event -> event.agentId() != null);
        List<JournaledEvent> logs = only(events, BatchStatements::isLog);
        return run(transaction, BatchStatements.EVENTS, events, BatchStatements.events(events))
                .compose(done -> run(transaction, BatchStatements.AGENTS, ofAgents, BatchStatements.agents(ofAgents)))
                .compose(done -> run(transaction, BatchStatements.LOGS, logs, BatchStatements.logs(logs)));
    }

    private static Future<Void> run(SqlConnection transaction, String sql, List<JournaledEvent> events, Tuple columns) {
        return events.isEmpty()
                ? Future.succeededFuture()
                : transaction.preparedQuery(sql).execute(columns).mapEmpty();
    }

    private static List<JournaledEvent> only(List<JournaledEvent> events, Predicate<JournaledEvent> which) {
        return events.stream().filter(which).toList();
    }

    private record Key(String project, String id) {
        static Key of(JournaledEvent event) {
            return new Key(event.project(), event.id());
        }
    }
}
