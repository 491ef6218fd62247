package io.heliograph.exporters;

import io.heliograph.exporter.EventRefused;
import io.heliograph.exporter.ExportedEvent;
import io.heliograph.exporter.Exporter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A target that can be away, takes part of a batch before it goes, hangs, or refuses one event. */
final class Target implements Exporter {
    final List<ExportedEvent> got = new CopyOnWriteArrayList<>();
    final List<Integer> calls = new CopyOnWriteArrayList<>();
    final AtomicInteger failing = new AtomicInteger();
    final AtomicInteger hanging = new AtomicInteger();
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile boolean away;
    volatile String refusedId;
    volatile boolean closed;

    @Override
    public void export(List<ExportedEvent> events) throws Exception {
        calls.add(events.size());
        if (away) {
            throw new IOException("the target is away");
        }
        gate.await();
        if (hanging.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            new CountDownLatch(1).await();
        }
        for (ExportedEvent event : events) {
            if (event.id().equals(refusedId)) {
                throw new EventRefused(event, "not that one");
            }
        }
        if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            got.addAll(events.subList(0, events.size() / 2));
            throw new IOException("the target is away");
        }
        got.addAll(events);
    }

    @Override
    public void close() {
        closed = true;
    }

    List<Long> positions() {
        return got.stream().map(ExportedEvent::position).toList();
    }

    List<String> ids() {
        return got.stream().map(ExportedEvent::id).toList();
    }
}
