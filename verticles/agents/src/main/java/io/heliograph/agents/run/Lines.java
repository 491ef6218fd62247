package io.heliograph.agents.run;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Cuts a stream of bytes into lines; one that is longer than allowed is cut short, or left out, and counted. */
final class Lines {
    private final int longest;
    private final boolean cutting;
    private final Consumer<byte[]> onLine;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean skipping;
    private long tooLong;

    private Lines(int longest, boolean cutting, Consumer<byte[]> onLine) {
        this.longest = longest;
        this.cutting = cutting;
        this.onLine = onLine;
    }

    /** Longer lines are left out. */
    static Lines whole(int longest, Consumer<byte[]> onLine) {
        return new Lines(longest, false, onLine);
    }

    /** Of longer lines only their beginnings count. */
    static Lines cut(int longest, Consumer<byte[]> onLine) {
        return new Lines(longest, true, onLine);
    }

    void feed(byte[] bytes, int length) {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                add(bytes, from, i);
                finish();
                from = i + 1;
            }
        }
        add(bytes, from, length);
    }

    /** Ends a last line that has no end of its own. */
    void finish() {
        if (line.size() > 0) {
            onLine.accept(line.toByteArray());
        }
        line.reset();
        skipping = false;
    }

    /** How many lines were longer than allowed. */
    long tooLong() {
        return tooLong;
    }

    private void add(byte[] bytes, int from, int to) {
        int room = longest - line.size();
        if (skipping) {
            return;
        }
        if (to - from <= room) {
            line.write(bytes, from, to - from);
            return;
        }
        skipping = true;
        tooLong++;
        if (cutting) {
            line.write(bytes, from, room);
        } else {
            line.reset();
        }
    }
}
