package io.heliograph.bridge.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.web.live.Sink;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A reader that takes what fits its bound, and reads when the test says so. */
final class SlowSink implements Sink {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Context context;
    private final long bound;
    private final List<JsonNode> read = new ArrayList<>();
    private final List<Buffer> waiting = new ArrayList<>();
    private long held;
    private long mostHeld;
    private int refused;
    private boolean reading = true;
    private Runnable ready;
    private Problem reason;

    SlowSink(Vertx vertx, long bound) {
        context = vertx.getOrCreateContext();
        this.bound = bound;
    }

    Context context() {
        return context;
    }

    @Override
    public synchronized boolean offer(Buffer document) {
        if (!hasRoomFor(document.length())) {
            refused++;
            return false;
        }
        waiting.add(document);
        held += document.length();
        mostHeld = Math.max(mostHeld, held);
        if (reading) {
            drain();
        }
        return true;
    }

    @Override
    public synchronized boolean hasRoomFor(long bytes) {
        return waiting.isEmpty() || held + bytes <= bound;
    }

    @Override
    public synchronized void onRoom(long bytes, Runnable again) {
        if (waiting.isEmpty()) {
            context.runOnContext(now -> again.run());
        } else {
            ready = again;
        }
    }

    @Override
    public synchronized long waiting() {
        return held;
    }

    @Override
    public synchronized void end(Problem why) {
        reason = why;
    }

    synchronized void stopReading() {
        reading = false;
    }

    synchronized void readOn() {
        reading = true;
        drain();
    }

    synchronized List<JsonNode> events() {
        List<JsonNode> events = new ArrayList<>();
        read.forEach(document -> document.get("events").forEach(events::add));
        return events;
    }

    synchronized String resume() {
        return read.get(read.size() - 1).get("resume").asText();
    }

    synchronized long mostHeld() {
        return mostHeld;
    }

    /** How many documents were written in vain. */
    synchronized int refused() {
        return refused;
    }

    synchronized Problem reason() {
        return reason;
    }

    private void drain() {
        try {
            for (Buffer document : waiting) {
                read.add(JSON.readTree(document.getBytes()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        waiting.clear();
        held = 0;
        if (ready != null) {
            Runnable again = ready;
            ready = null;
            context.runOnContext(now -> again.run());
        }
    }
}
