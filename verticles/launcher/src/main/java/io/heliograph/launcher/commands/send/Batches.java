package io.heliograph.launcher.commands.send;

import io.heliograph.launcher.commands.send.Batch.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Gathers lines into batches: so many lines, so many bytes, or what there is when the next line is not there yet. */
final class Batches {
    /** A batch ends behind the line that takes it over this. */
    private static final int ENOUGH_BYTES = 1 << 20;

    private final LineReader lines;
    private final Identity identity;
    private final int most;

    Batches(LineReader lines, Identity identity, int most) {
        this.lines = lines;
        this.identity = identity;
        this.most = most;
    }

    /** The next batch; null at the end. */
    Batch next() throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<Rejection> leftOut = new ArrayList<>();
        Line last = null;
        int bytes = 0;
        while (entries.size() + leftOut.size() < most && bytes < ENOUGH_BYTES && (last == null || !lines.couldWait())) {
            Line line = lines.next();
            if (line == null) {
                break;
            }
            last = line;
            if (line.tooLong()) {
                leftOut.add(
                        new Rejection(line.number(), "event-too-large", "the line is longer than any event may be"));
            } else {
                byte[] json = identity.complete(line);
                entries.add(new Entry(line.number(), json));
                bytes += json.length + 1;
            }
        }
        return last == null ? null : new Batch(entries, leftOut, last, lines.consumed());
    }
}
