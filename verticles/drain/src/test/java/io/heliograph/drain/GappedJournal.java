package io.heliograph.drain;

import io.heliograph.intake.EventBatch;
import io.heliograph.journal.Journal;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** A journal whose first positions were damaged and set aside: what it holds stands behind a gap. */
record GappedJournal(Journal rest, long gap) implements Journal {
    @Override
    public UUID id() {
        return rest.id();
    }

    @Override
    public Future<Long> append(EventBatch batch) {
        return rest.append(batch).map(end -> end + gap);
    }

    @Override
    public Future<List<Entry>> readAfter(long position, int events) {
        return rest.readAfter(Math.max(0, position - gap), events)
                .map(entries -> entries.stream()
                        .map(entry -> new Entry(entry.position() + gap, entry.count(), entry.batch()))
                        .toList());
    }

    @Override
    public long end() {
        return rest.end() + gap;
    }

    @Override
    public long start() {
        return rest.start();
    }

    @Override
    public Future<Void> release(long position) {
        return rest.release(Math.max(0, position - gap));
    }

    @Override
    public Future<Void> hold(String reader, long position, long mostBytes) {
        return rest.hold(reader, Math.max(0, position - gap), mostBytes);
    }

    @Override
    public long bytesAfter(long position) {
        return rest.bytesAfter(Math.max(0, position - gap));
    }

    @Override
    public Status status() {
        return rest.status();
    }

    @Override
    public List<Unreadable> givenUp() {
        return rest.givenUp();
    }

    @Override
    public Future<Void> close() {
        return rest.close();
    }
}
