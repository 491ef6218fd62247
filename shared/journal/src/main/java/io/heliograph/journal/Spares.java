package io.heliograph.journal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Files whose events are stored, kept to be written again: a flush into blocks that a file already has takes half the
 * time of one that makes it grow. Nothing in them counts, and a start begins without any.
 */
final class Spares {
    private static final String SUFFIX = ".spare";

    private final Disk disk;
    private final int most;
    private final Deque<String> names = new ArrayDeque<>();

    Spares(Disk disk, int most) {
        this.disk = disk;
        this.most = most;
    }

    static boolean isSpare(String name) {
        return name.endsWith(SUFFIX);
    }

    /** Takes the file out of the journal, for good once this returns, and keeps it if there are few of them. */
    void retire(Segment segment) throws IOException {
        if (!hasRoom()) {
            disk.delete(segment.name());
            disk.force();
            return;
        }
        String name = segment.name() + SUFFIX;
        disk.rename(segment.name(), name);
        disk.force();
        add(name);
    }

    private synchronized boolean hasRoom() {
        return names.size() < most;
    }

    private synchronized void add(String name) {
        names.add(name);
    }

    /** One of them, which is the caller's from now on; null if there is none. */
    synchronized String take() {
        return names.poll();
    }

    /** Gives their space back; whether there was any. */
    boolean giveUp() throws IOException {
        String name = take();
        boolean any = name != null;
        while (name != null) {
            disk.delete(name);
            name = take();
        }
        return any;
    }
}
