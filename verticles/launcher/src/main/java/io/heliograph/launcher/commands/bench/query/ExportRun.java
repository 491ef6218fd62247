package io.heliograph.launcher.commands.bench.query;

import io.heliograph.launcher.commands.client.Answer;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.HubClient;
import io.heliograph.launcher.commands.client.Pace;
import io.heliograph.launcher.commands.client.Retry;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Map;

/** Reads an export of everything, for a time at the most, and counts what comes. */
final class ExportRun {
    private final HubClient hub;
    private final Pace pace;
    private long rows;
    private long bytes;
    private long nanos;
    private boolean complete;

    ExportRun(HubClient hub, Pace pace) {
        this.hub = hub;
        this.pace = pace;
    }

    void run(long mostNanos) throws CommandFailed, InterruptedException {
        long start = pace.nanos();
        try {
            HttpResponse<InputStream> response = hub.download("/events/export", Map.of("format", "ndjson"));
            try (InputStream in = Answer.unpack(response.headers(), response.body())) {
                if (response.statusCode() != 200) {
                    throw CommandFailed.usage("the hub at " + hub.hub() + " refuses: HTTP " + response.statusCode());
                }
                read(in, start, mostNanos);
            }
        } catch (IOException e) {
            throw CommandFailed.unreachable(Retry.describe(hub.hub(), e));
        }
    }

    private void read(InputStream in, long start, long mostNanos) throws IOException {
        byte[] buffer = new byte[256 << 10];
        while (nanos < mostNanos && !Thread.currentThread().isInterrupted()) {
            int read = in.read(buffer);
            nanos = pace.nanos() - start;
            if (read < 0) {
                complete = true;
                return;
            }
            bytes += read;
            for (int i = 0; i < read; i++) {
                rows += buffer[i] == '\n' ? 1 : 0;
            }
        }
    }

    long rows() {
        return rows;
    }

    long bytes() {
        return bytes;
    }

    double seconds() {
        return Math.max(1, nanos) / 1e9;
    }

    /** Whether it came to the export's end. */
    boolean complete() {
        return complete;
    }
}
