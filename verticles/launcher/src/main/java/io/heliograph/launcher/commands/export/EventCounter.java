package io.heliograph.launcher.commands.export;

/** Counts the events in an export as its bytes pass by: one for each line break that is not inside a quoted CSV field. */
final class EventCounter {
    private final boolean csv;
    private boolean quoted;
    private long lines;

    EventCounter(boolean csv) {
        this.csv = csv;
    }

    void count(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '"') {
                quoted = csv && !quoted;
            } else if (bytes[i] == '\n' && !quoted) {
                lines++;
            }
        }
    }

    /** Without the head line of a CSV file. */
    long events() {
        return csv ? Math.max(0, lines - 1) : lines;
    }
}
