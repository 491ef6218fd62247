package io.heliograph.aggregate.windows;

/**
 * The memory of the windows, and what one project holds of it. Who holds something may take more only while all that it then
 * holds is at most four times what then stays free, so that whoever comes next finds a place; what is only for filters
 * stops where half would be taken, so that it never crowds out what is for all.
 */
final class Room {
    private static final int SHARE = 4;

    /** All of the node's. */
    static final class Whole {
        private final long most;
        private long used;

        Whole(long most) {
            this.most = most;
        }

        long used() {
            return used;
        }
    }

    private final Whole whole;
    private long held;
    private boolean forFilters;

    Room(Whole whole) {
        this.whole = whole;
    }

    /** The same room, for what is only for filters or for what is for all. */
    Room forFilters(boolean only) {
        forFilters = only;
        return this;
    }

    /** Takes so much, or says that there is none. */
    boolean take(long bytes) {
        long free = whole.most - whole.used - bytes;
        if (held + bytes > (forFilters ? free : SHARE * free)) {
            return false;
        }
        grow(bytes);
        return true;
    }

    /** Takes what something grows by that is there already and bounded by itself. */
    void grow(long bytes) {
        held += bytes;
        whole.used += bytes;
    }

    void giveBack(long bytes) {
        grow(-bytes);
    }
}
