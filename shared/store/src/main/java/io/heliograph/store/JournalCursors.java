package io.heliograph.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Where each journal's events have come to. A claim bumps the epoch, and a move names the epoch and the place that it
 * starts from: a writer that was replaced, or a commit that comes late, finds that nothing matches and changes nothing.
 */
public final class JournalCursors {
    private static final String CLAIM = """
            insert into journal_cursor as held (journal, node) values ($1::uuid, $2::text)
            on conflict (journal) do update
               set epoch = held.epoch + 1, node = excluded.node, moved_at = now()
            returning epoch, applied, stored, duplicates, set_aside, pg_postmaster_start_time()""";
    private static final String READ = """
            select epoch, applied, stored, duplicates, set_aside, pg_postmaster_start_time()
              from journal_cursor
             where journal = $1::uuid""";
    private static final String MOVE = """
            update journal_cursor
               set applied = $4::int8, stored = stored + $5::int8, duplicates = duplicates + $6::int8,
                   set_aside = set_aside + $7::int8, moved_at = now()
             where journal = $1::uuid and epoch = $2::int4 and applied = $3::int8""";

    private final Database database;

    public JournalCursors(Database database) {
        this.database = database;
    }

    /**
     * A cursor as committed: applied = stored + duplicates + setAside. It is durable once a later reading finds it no
     * smaller while the server is the same one, that is, started at the same time.
     */
    public record Cursor(
            int epoch, long applied, long stored, long duplicates, long setAside, Instant serverStartedAt) {}

    /** A step of a cursor, and what became of the events in it. */
    public record Step(UUID journal, int epoch, long from, long to, long stored, long duplicates, long setAside) {
        public Step {
            if (to - from < stored + duplicates + setAside || to < from) {
                throw new IllegalArgumentException("a step from %d to %d cannot hold %d events"
                        .formatted(from, to, stored + duplicates + setAside));
            }
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

    /** Moves the cursor as the last statement of a transaction; fails it with {@link CursorMoved} if it moved before. */
    public static Future<Void> move(SqlConnection transaction, Step step) {
        Tuple values = Tuple.of(
                step.journal(),
                step.epoch(),
                step.from(),
                step.to(),
                step.stored(),
                step.duplicates(),
                step.setAside());
        return transaction.preparedQuery(MOVE).execute(values).compose(moved -> {
            if (moved.rowCount() == 1) {
                return Future.succeededFuture();
            }
            return Future.failedFuture(new CursorMoved("the cursor of journal %s is not at %d in epoch %d"
                    .formatted(step.journal(), step.from(), step.epoch())));
        });
    }

    private static Cursor cursor(Row row) {
        return new Cursor(
                row.getInteger(0),
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getOffsetDateTime(5).toInstant());
    }
}
