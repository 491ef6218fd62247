package io.heliograph.launcher.commands.export;

import io.heliograph.launcher.commands.client.Answer;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.HubClient;
import io.heliograph.launcher.commands.client.Progress;
import io.heliograph.launcher.commands.client.Retry;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Fetches an export to its very end, or fails. */
final class Download {
    private static final int MOST_OF_A_PROBLEM = 64 << 10;
    private static final long PATIENCE = TimeUnit.SECONDS.toMillis(120);

    private final HubClient hub;
    private final Progress progress;
    private final EventCounter events;
    private long bytes;

    Download(HubClient hub, Progress progress, EventCounter events) {
        this.hub = hub;
        this.progress = progress;
        this.events = events;
    }

    void run(Map<String, String> parameters, Target target) throws CommandFailed, InterruptedException {
        HttpResponse<InputStream> response = begin(parameters);
        try (InputStream raw = response.body()) {
            HttpHeaders headers = response.headers();
            if (response.statusCode() != 200) {
                throw refused(new Answer(
                        response.statusCode(),
                        headers,
                        Answer.unpack(headers, raw).readNBytes(MOST_OF_A_PROBLEM)));
            }
            if (!endIsMarked(headers)) {
                throw CommandFailed.unreachable("the answer does not say where it ends, so nobody can tell whether it"
                        + " is complete; is there an old proxy in between?");
            }
            try (Stall stall = new Stall(raw, PATIENCE)) {
                copy(Answer.unpack(headers, raw), stall, target);
            }
        } catch (IOException e) {
            throw cut(e.getMessage());
        }
    }

    long bytes() {
        return bytes;
    }

    private HttpResponse<InputStream> begin(Map<String, String> parameters) throws CommandFailed, InterruptedException {
        try {
            return hub.download("/events/export", parameters);
        } catch (IOException e) {
            throw CommandFailed.unreachable(Retry.describe(hub.hub(), e));
        }
    }

    private void copy(InputStream in, Stall stall, Target target) throws IOException, CommandFailed {
        byte[] buffer = new byte[64 << 10];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            stall.moved();
            write(target, buffer, read);
            events.count(buffer, read);
            bytes += read;
            progress.at(bytes, events.events() + " events");
        }
        if (stall.stalled()) {
            throw new IOException("nothing came for " + PATIENCE / 1000 + " s");
        }
    }

    private static void write(Target target, byte[] buffer, int length) throws CommandFailed {
        try {
            target.write(buffer, length);
        } catch (IOException e) {
            throw CommandFailed.notAllWell("cannot write the export: " + e.getMessage());
        }
    }

    /** A body that ends with its connection looks complete wherever it is cut. */
    private static boolean endIsMarked(HttpHeaders headers) {
        return headers.firstValue("Transfer-Encoding").isPresent()
                || headers.firstValue("Content-Length").isPresent()
                || headers.firstValue("Content-Encoding").filter("gzip"::equals).isPresent();
    }

    private CommandFailed refused(Answer answer) {
        String message =
                "the hub at " + hub.hub() + " refuses: " + answer.problem().text();
        return answer.retryable() ? CommandFailed.unreachable(message) : CommandFailed.usage(message);
    }

    private CommandFailed cut(String reason) {
        return CommandFailed.unreachable("the export was cut off after %d events (%d bytes): %s; run it again"
                .formatted(events.events(), bytes, reason));
    }
}
