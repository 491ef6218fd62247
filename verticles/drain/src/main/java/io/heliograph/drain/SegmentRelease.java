package io.heliograph.drain;

import io.heliograph.journal.Journal;
import io.heliograph.store.JournalCursors;
import io.heliograph.store.JournalCursors.Cursor;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the journal forget what PostgreSQL holds for good: a place that was read in an earlier look, is still held in this
 * one, and by a server that was not restarted in between. One that lost commits in a crash comes back with a smaller one.
 */
final class SegmentRelease {
    static final long EVERY_MS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(SegmentRelease.class);

    private final Journal journal;
    private final JournalCursors cursors;
    private final int epoch;
    private Cursor before;
    private boolean failing;

    SegmentRelease(Journal journal, JournalCursors cursors, int epoch) {
        this.journal = journal;
        this.cursors = cursors;
        this.epoch = epoch;
    }

    /** A look that fails is made up for by the next one. */
    Future<Void> look() {
        return cursors.read(journal.id())
                .compose(found -> found.isPresent() ? compare(found.get()) : Future.succeededFuture())
                .otherwiseEmpty();
    }

    /** The cursor of another epoch follows a copy of this journal, which may hold other events at the same places. */
    private Future<Void> compare(Cursor now) {
        Cursor last = before;
        before = now;
        boolean lasting = last != null
                && now.epoch() == epoch
                && last.epoch() == epoch
                && now.applied() >= last.applied()
                && now.serverStartedAt().equals(last.serverStartedAt());
        return lasting ? journal.release(last.applied()).onComplete(this::tell) : Future.succeededFuture();
    }

    /** Once for each time that it begins: a directory that nothing can be deleted from fills up to the journal's bound. */
    private void tell(AsyncResult<Void> released) {
        if (released.failed() && !failing) {
            LOG.warn(
                    "The journal grows, since files whose events are stored cannot be deleted: {}",
                    released.cause().toString());
        }
        failing = released.failed();
    }
}
