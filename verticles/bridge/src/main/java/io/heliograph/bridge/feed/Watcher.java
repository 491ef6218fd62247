package io.heliograph.bridge.feed;

import io.heliograph.bridge.StreamFigures;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.web.live.Sink;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Somebody who watches: what is wanted, how far it has come, and whether it goes with the others or catches up. */
final class Watcher {
    private static final byte[] HEAD = "{\"resume\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENTS = "\",\"events\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};
    private static final byte[] COMMA = {','};
    private static final int PLACE_BYTES = 128;
    private static final int ENOUGH_BYTES = 64 << 10;

    private final Filter filter;
    private final Positions positions;
    private final Sink sink;
    private final StreamFigures figures;
    private final Runnable onEnd;
    private boolean live;
    private boolean busy;
    private boolean waitsForRoom;
    private boolean ended;
    private boolean moved;
    private long progressed;
    private int appetite = EventFeed.PAGE_EVENTS;
    private int batchBytes;

    /** {@code onEnd} runs once, whoever ends it. */
    Watcher(Filter filter, Positions positions, Sink sink, StreamFigures figures, Runnable onEnd) {
        this.filter = filter;
        this.positions = positions;
        this.sink = sink;
        this.figures = figures;
        this.onEnd = onEnd;
    }

    Positions positions() {
        return positions;
    }

    boolean isLive() {
        return live;
    }

    boolean isEnded() {
        return ended;
    }

    boolean isBusy() {
        return busy;
    }

    void busy(boolean now) {
        busy = now;
    }

    /** Whether its sink will say when to go on. */
    boolean waitsForRoom() {
        return waitsForRoom;
    }

    void waitsForRoom(boolean now) {
        waitsForRoom = now;
    }

    void live(boolean now) {
        live = now;
    }

    /** Whether the sink has room for about as much as the last batch was. */
    boolean hasRoom() {
        return sink.hasRoomFor(batchBytes);
    }

    void onRoom(Runnable ready) {
        sink.onRoom(batchBytes, ready);
    }

    /** How many events are read for it at once: those that its sink had room for the last time, and a few more. */
    int appetite() {
        return appetite;
    }

    /** Of a page as large as its appetite it took all, or so many of them. */
    void fed(long events, boolean all) {
        appetite = (int) Math.max(1, Math.min(EventFeed.PAGE_EVENTS, all ? 2L * appetite : events));
    }

    /** When it last came further, on the clock of the feed. */
    long progressed() {
        return progressed;
    }

    void progressedAt(long nanos) {
        progressed = nanos;
    }

    /** Nothing more goes to it. */
    void close() {
        if (!ended) {
            ended = true;
            live = false;
            onEnd.run();
        }
    }

    void end(Problem reason) {
        if (!ended) {
            close();
            figures.drop();
            sink.end(reason);
        }
    }

    /** Takes batches that follow its place in a journal; false if its sink took only some of them, or none. */
    boolean take(UUID journal, List<Batch> batches) {
        Positions reached = positions.copy();
        Buffer events = Buffer.buffer();
        int count = 0;
        for (Batch batch : batches) {
            if (batch.next() <= reached.of(journal)) {
                continue; // while it caught up by itself it came further than all others had
            }
            if (batch.project().equals(filter.project())) {
                batchBytes = PLACE_BYTES + batch.bytes();
                if (!sink.hasRoomFor(events.length() + (long) batchBytes)) {
                    move(journal, events, count, reached);
                    return false;
                }
                for (byte[] event : batch.matching(filter)) {
                    events.appendBytes(count == 0 ? NOTHING : COMMA).appendBytes(event);
                    count++;
                }
            }
            reached.set(journal, batch.next());
            if (events.length() >= ENOUGH_BYTES) {
                if (!offer(events, count, reached)) {
                    return false;
                }
                events = Buffer.buffer();
                count = 0;
            }
        }
        return move(journal, events, count, reached);
    }

    /** Comes further, by a document or in silence; false if the sink did not take the document. */
    private boolean move(UUID journal, Buffer events, int count, Positions reached) {
        if (count > 0) {
            return offer(events, count, reached);
        }
        moved |= positions.of(journal) != reached.of(journal);
        positions.set(journal, reached.of(journal));
        return true;
    }

    /** Tells how far it has come where that is further than the last document said, so that little is read again. */
    void tellPlace() {
        if (moved && live) {
            offer(Buffer.buffer(), 0, positions);
        }
    }

    private boolean offer(Buffer events, int count, Positions reached) {
        byte[] place = reached.encode().getBytes(StandardCharsets.US_ASCII);
        Buffer document = Buffer.buffer(HEAD.length + place.length + EVENTS.length + events.length() + 2)
                .appendBytes(HEAD)
                .appendBytes(place)
                .appendBytes(EVENTS)
                .appendBuffer(events)
                .appendString("]}");
        if (!sink.offer(document)) {
            return false;
        }
        figures.push(count);
        moved = false;
        reached.byJournal().forEach(positions::set);
        return true;
    }
}
