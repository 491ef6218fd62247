package io.heliograph.launcher.commands.send;

import java.util.ArrayList;
import java.util.List;

/** Lines that travel in one request, and those that were left out of it. */
record Batch(List<Entry> entries, List<Rejection> leftOut, Line last, long bytesRead) {

    /** A line as it is sent. */
    record Entry(long line, byte[] json) {}

    byte[] body() {
        int length = entries.stream().mapToInt(entry -> entry.json().length + 1).sum();
        byte[] body = new byte[length];
        int at = 0;
        for (Entry entry : entries) {
            System.arraycopy(entry.json(), 0, body, at, entry.json().length);
            at += entry.json().length;
            body[at++] = '\n';
        }
        return body;
    }

    /** Its first half, or its second. */
    Batch half(boolean first) {
        int middle = entries.size() / 2;
        List<Entry> half = first ? entries.subList(0, middle) : entries.subList(middle, entries.size());
        return new Batch(new ArrayList<>(half), List.of(), last, bytesRead);
    }
}
