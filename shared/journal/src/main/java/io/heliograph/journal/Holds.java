package io.heliograph.journal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What readers beside the drain have not read yet: segments that nobody else needs stay for them, within a bound of bytes. */
final class Holds {
    private record Hold(long position, long mostBytes) {
        boolean wants(Segment segment, long bytesFromThere) {
            return segment.end() > position && bytesFromThere <= mostBytes;
        }
    }

    private final Map<String, Hold> byReader = new ConcurrentHashMap<>();

    void put(String reader, long position, long mostBytes) {
        byReader.put(reader, new Hold(position, mostBytes));
    }

    boolean isEmpty() {
        return byReader.isEmpty();
    }

    /** How many of these segments, oldest first, are kept for nobody: a reader that is too far behind loses the oldest. */
    int free(List<Segment> released) {
        long bytes = 0;
        for (int i = released.size(); i > 0; i--) {
            Segment segment = released.get(i - 1);
            bytes += segment.bytes();
            long fromThere = bytes;
            if (byReader.values().stream().noneMatch(hold -> hold.wants(segment, fromThere))) {
                return i;
            }
        }
        return 0;
    }
}
