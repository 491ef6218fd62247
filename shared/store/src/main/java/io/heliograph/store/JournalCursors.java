package io.heliograph.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Where each journal's events have come to. A claim bumps the epoch, and a move names the epoch and the place that it
 * starts from: a writer that was replaced, or a commit that comes late, finds that nothing matches and changes nothing.
 */
public final class JournalCursors {
    private static final String COLUMNS =
            "epoch, applied, ahead_from, ahead_to, stored, duplicates, set_aside, pg_postmaster_start_time()";
    private static final String CLAIM = """
            insert into journal_cursor as held (journal, node) values ($1::uuid, $2::text)
            on conflict (journal) do update
               set epoch = held.epoch + 1, node = excluded.node, moved_at = now()
            returning\s""" + COLUMNS;
    private static final String READ = "select " + COLUMNS + " from journal_cursor where journal = $1::uuid";
    private static final String READ_ALL = "select " + COLUMNS + ", journal from journal_cursor";
    private static final String COUNT = """
            stored = stored + $5::int8, duplicates = duplicates + $6::int8, set_aside = set_aside + $7::int8,
            moved_at = now()
            where journal = $1::uuid and epoch = $2::int4""";
    private static final String MOVE =
            "update journal_cursor set applied = $4::int8, " + COUNT + " and applied = $3::int8";
    private static final String MOVE_AHEAD =
            "update journal_cursor set ahead_to = $4::int8, " + COUNT + " and ahead_to = $3::int8";
    private static final String OPEN_AHEAD = """
            update journal_cursor set ahead_from = $3::int8, ahead_to = $3::int8
             where journal = $1::uuid and epoch = $2::int4 and ahead_from is null and applied <= $3::int8""";
    private static final String JOIN = """
            update journal_cursor set applied = ahead_to, ahead_from = null, ahead_to = null
             where journal = $1::uuid and epoch = $2::int4 and applied = $3::int8 and ahead_from = $3::int8""";

    private final Database database;

    public JournalCursors(Database database) {
        this.database = database;
    }

    /** The two ways through a journal: from its front on, and, where that is long, ahead of it along the newest events. */
    public enum Lane {
        MAIN,
        AHEAD
    }

    /** Events from a position on, up to another and without that. */
    public record Span(long from, long to) {}

    /**
     * A cursor as committed; {@code ahead} is null if there is no second lane. It is durable once a later reading finds it
     * no smaller while the server is the same one, that is, started at the same time.
     */
    public record Cursor(
            int epoch, long applied, Span ahead, long stored, long duplicates, long setAside, Instant serverStartedAt) {

        /** Whether the event at the position was dealt with. */
        public boolean covers(long position) {
            return position < applied || ahead != null && position >= ahead.from() && position < ahead.to();
        }

        /** How many of the positions from one up to another, and without that, were dealt with. */
        public long covered(long from, long to) {
            return common(from, to, 0, applied) + (ahead == null ? 0 : common(from, to, ahead.from(), ahead.to()));
        }

        private static long common(long from, long to, long start, long end) {
            return Math.max(0, Math.min(to, end) - Math.max(from, start));
        }

        /** Events that the cursor has passed and of which nothing became: neither the journal nor the database has them. */
        public long missing() {
            long passed = ahead == null ? applied : applied + ahead.to() - ahead.from();
            return passed - stored - duplicates - setAside;
        }

        /** Where the lane goes on. */
        public long of(Lane lane) {
            return lane == Lane.MAIN ? applied : ahead.to();
        }

        /** The cursor once the step is committed. */
        public Cursor after(Step step) {
            boolean main = step.lane() == Lane.MAIN;
            return new Cursor(
                    epoch,
                    main ? step.to() : applied,
                    main ? ahead : new Span(ahead.from(), step.to()),
                    stored + step.stored(),
                    duplicates + step.duplicates(),
                    setAside + step.setAside(),
                    serverStartedAt);
        }
    }

    /** Which part of a journal a writer deals with: in which epoch, along which lane, from where to where. */
    public record Stretch(UUID journal, int epoch, Lane lane, long from, long to) {
        /** The step that ends here, with what became of the events in it. */
        public Step settled(long stored, long duplicates, long setAside) {
            return new Step(this, stored, duplicates, setAside);
        }

        public Stretch upTo(long end) {
            return new Stretch(journal, epoch, lane, from, end);
        }

        public Stretch from(long start) {
            return new Stretch(journal, epoch, lane, start, to);
        }
    }

    /** A step of a cursor, and what became of the events in it. */
    public record Step(Stretch stretch, long stored, long duplicates, long setAside) {
        public Step {
            long events = stretch.to() - stretch.from();
            if (events < stored + duplicates + setAside) {
                throw new IllegalArgumentException(
                        "a step over %d events cannot settle %d".formatted(events, stored + duplicates + setAside));
            }
        }

        public Lane lane() {
            return stretch.lane();
        }

        public long to() {
            return stretch.to();
        }
    }

    /** Makes this node the one that moves the cursor from now on. */
    public Future<Cursor> claim(UUID journal, String nodeName) {
        return database.write(CLAIM, Tuple.of(journal, nodeName))
                .map(rows -> cursor(rows.iterator().next()));
    }

    /** The cursor as it is now; empty for a journal that was never claimed. */
    public Future<Optional<Cursor>> read(UUID journal) {
        return database.read(READ, Tuple.of(journal))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(cursor(rows.iterator().next())));
    }

    /** The cursors of all journals there ever were. */
    public Future<Map<UUID, Cursor>> all() {
        return database.read(READ_ALL, Tuple.tuple()).map(rows -> {
            Map<UUID, Cursor> cursors = new HashMap<>();
            rows.forEach(row -> cursors.put(row.getUUID("journal"), cursor(row)));
            return cursors;
        });
    }

    /** Begins a second lane at the position; fails with {@link CursorMoved} if there is one already. */
    public Future<Void> openAhead(UUID journal, int epoch, long position) {
        return database.write(OPEN_AHEAD, Tuple.of(journal, epoch, position))
                .compose(changed -> one(changed.rowCount(), journal, position, epoch));
    }

    /** Ends the second lane when the main one has come to its beginning, which is the position. */
    public Future<Void> join(UUID journal, int epoch, long position) {
        return database.write(JOIN, Tuple.of(journal, epoch, position))
                .compose(changed -> one(changed.rowCount(), journal, position, epoch));
    }

    /** Moves the cursor as the last statement of a transaction; fails it with {@link CursorMoved} if it moved before. */
    public static Future<Void> move(SqlConnection transaction, Step step) {
        Stretch of = step.stretch();
        Tuple values = Tuple.of(
                of.journal(), of.epoch(), of.from(), of.to(), step.stored(), step.duplicates(), step.setAside());
        return transaction
                .preparedQuery(of.lane() == Lane.MAIN ? MOVE : MOVE_AHEAD)
                .execute(values)
                .compose(moved -> one(moved.rowCount(), of.journal(), of.from(), of.epoch()));
    }

    private static Future<Void> one(int changed, UUID journal, long position, int epoch) {
        return changed == 1
                ? Future.succeededFuture()
                : Future.failedFuture(new CursorMoved(
                        "the cursor of journal %s is not at %d in epoch %d".formatted(journal, position, epoch)));
    }

    private static Cursor cursor(Row row) {
        Long aheadFrom = row.getLong(2);
        return new Cursor(
                row.getInteger(0),
                row.getLong(1),
                aheadFrom == null ? null : new Span(aheadFrom, row.getLong(3)),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getOffsetDateTime(7).toInstant());
    }
}
