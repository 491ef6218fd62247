package io.heliograph.web.limits;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Something bounded that all projects share. Who holds nothing yet may take whatever is free; who holds something may
 * take more only while all that he then holds is at most so many times what then stays free. So a project alone gets its
 * share of the whole, several get equal parts, and a part is left for the next. Whoever finds the room empty is let in,
 * however much he brings, so that nothing is refused for ever.
 */
public final class SharedRoom {
    private static final int WHOLE = 100;

    private final LongSupplier capacity;
    private final int share;
    private final Map<String, Long> held = new HashMap<>();
    private long total;

    /** A room of which one project alone may hold the given percentage. */
    public SharedRoom(long capacity, int share) {
        this(() -> capacity, share);
    }

    /** A room that may widen and narrow while it is in use. */
    SharedRoom(LongSupplier capacity, int share) {
        this.capacity = capacity;
        this.share = share;
    }

    /** What one request holds of a room. One thread takes at a time; any may give back. */
    public final class Claim {
        private final String project;
        private long amount;
        private boolean released;

        private Claim(String project) {
            this.project = project;
        }

        /** Takes more, or nothing and says false; nothing too once it was given back, since nobody would do so again. */
        public boolean tryGrow(long more) {
            synchronized (SharedRoom.this) {
                if (released || (total != amount && !fits(project, more))) {
                    return false;
                }
                grow(more);
                return true;
            }
        }

        /** Holds that much at least, whether or not there is room. */
        void growTo(long least) {
            grow(Math.max(0, least - amount));
        }

        private void grow(long more) {
            add(project, more);
            amount += more;
        }

        /** Gives everything back; once is enough. */
        public void release() {
            synchronized (SharedRoom.this) {
                add(project, -amount);
                amount = 0;
                released = true;
            }
        }
    }

    public Claim claim(String project) {
        return new Claim(project);
    }

    /** What is held by all. */
    public synchronized long held() {
        return total;
    }

    /** How much of the room is free, from 0 to 1. */
    public double freePart() {
        long whole = capacity.getAsLong();
        return Math.max(0, whole - held()) / (double) whole;
    }

    private boolean fits(String project, long more) {
        long free = capacity.getAsLong() - total - more;
        long own = held.getOrDefault(project, 0L);
        return free >= 0 && (own == 0 || (own + more) * (WHOLE - share) <= free * share);
    }

    private synchronized void add(String project, long more) {
        total += more;
        long own = held.getOrDefault(project, 0L) + more;
        if (own == 0) {
            held.remove(project);
        } else {
            held.put(project, own);
        }
    }
}
