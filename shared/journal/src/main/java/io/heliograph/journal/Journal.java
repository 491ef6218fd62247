package io.heliograph.journal;

import io.heliograph.intake.EventBatch;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/**
 * A node's durable log of accepted events. Positions count events since the journal began: the position of a batch is
 * the number of events before it, so {@code end()} is how many were ever accepted here.
 */
public interface Journal {
    /** Names this journal for good; cursors are kept by it. */
    UUID id();

    /**
     * Completes with the new end once the batch is on disk, whole or not at all. Fails with Refused JOURNAL_FULL when the
     * bound is reached and JOURNAL_FAILED once a write could not be made durable.
     */
    Future<Long> append(EventBatch batch);

    /** Durable batches from the given position on, in order, up to about so many events; empty at the end. */
    Future<List<Entry>> readAfter(long position, int events);

    /** The position behind the last durable event. */
    long end();

    /** The oldest position that can still be read. */
    long start();

    /** The drain needs nothing before this position any more; whole segments below it that nobody holds are deleted. */
    Future<Void> release(long position);

    /**
     * Keeps for a reader what it has not read, from the position on, though it is released: up to so many bytes, on top of
     * what the journal may hold, and none while its disk is short of room. Is said again now and then, with the reader's new place.
     */
    Future<Void> hold(String reader, long position, long mostBytes);

    /** About how many bytes lie behind the position. */
    long bytesAfter(long position);

    Status status();

    /** What this opening could not read and went on without; whatever of it was stored before is not lost. */
    List<Unreadable> givenUp();

    Future<Void> close();

    /** One batch, and where it stands. */
    record Entry(long position, int count, java.nio.ByteBuffer batch) {
        public long next() {
            return position + count;
        }
    }

    /** Positions whose bytes are damaged, up to {@code to} and without that. */
    record Unreadable(long from, long to) {
        public long events() {
            return to - from;
        }
    }

    /** What an operator wants to know: bytes held and allowed, whether appends are taken, and what damage was found. */
    record Status(long bytes, long maxBytes, boolean accepting, String reason, List<String> damage) {}
}
