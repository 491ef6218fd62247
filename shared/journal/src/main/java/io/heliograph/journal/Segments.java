package io.heliograph.journal;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The segments that are there, in order; the last one is being written. */
final class Segments {
    private final ConcurrentSkipListMap<Long, Segment> byBase = new ConcurrentSkipListMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private volatile long end;

    Segments(List<Segment> found) {
        found.forEach(this::add);
    }

    /** A segment behind all others. */
    void add(Segment segment) {
        restore(segment);
        end = segment.end();
    }

    /** A segment that was removed, and is not gone after all. */
    void restore(Segment segment) {
        byBase.put(segment.base(), segment);
        bytes.addAndGet(segment.bytes());
    }

    void grow(Segment last, long newBytes, long newEnd) {
        bytes.addAndGet(newBytes - last.bytes());
        last.grow(newBytes, newEnd);
        end = newEnd;
    }

    void remove(Segment segment) {
        byBase.remove(segment.base());
        bytes.addAndGet(-segment.bytes());
    }

    /** The segment that has the position, or else the first one with events behind it; null at the end. */
    Segment holding(long position) {
        var floor = byBase.floorEntry(position);
        if (floor != null && position < floor.getValue().end()) {
            return floor.getValue();
        }
        for (Segment later : byBase.tailMap(position).values()) {
            if (!later.isEmpty()) {
                return later;
            }
        }
        return null;
    }

    /** The segments that lie below the position as a whole, oldest first; never the last one. */
    List<Segment> below(long position) {
        return byBase.headMap(byBase.lastKey()).values().stream()
                .takeWhile(segment -> segment.end() <= position)
                .toList();
    }

    /** About how many bytes lie behind the position: of the segment that has it, in proportion to its events. */
    long bytesAfter(long position) {
        long sum = 0;
        for (Segment segment : byBase.descendingMap().values()) {
            long events = segment.end() - segment.base();
            long behind = segment.end() - Math.max(position, segment.base());
            if (behind <= 0 && events > 0) {
                break;
            }
            sum += events == 0 ? 0 : (long) (segment.bytes() * ((double) behind / events));
        }
        return sum;
    }

    boolean isEmpty() {
        return byBase.isEmpty();
    }

    Segment last() {
        return byBase.lastEntry().getValue();
    }

    boolean contains(Segment segment) {
        return byBase.containsKey(segment.base());
    }

    long start() {
        return byBase.firstKey();
    }

    long end() {
        return end;
    }

    long bytes() {
        return bytes.get();
    }
}
