package io.heliograph.launcher.commands.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

/** What the hub answered, its body unpacked. */
public record Answer(int status, HttpHeaders headers, byte[] body) {
    private static final Duration MOST_PATIENCE = Duration.ofMinutes(5);

    static Answer of(HttpResponse<byte[]> response) throws IOException {
        InputStream body = unpack(response.headers(), new ByteArrayInputStream(response.body()));
        return new Answer(response.statusCode(), response.headers(), body.readAllBytes());
    }

    /** The body behind its content encoding; a gzip stream cut short fails when it is read to its end. */
    public static InputStream unpack(HttpHeaders headers, InputStream body) throws IOException {
        boolean packed =
                headers.firstValue("Content-Encoding").filter("gzip"::equals).isPresent();
        return packed ? new GZIPInputStream(body) : body;
    }

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** Whether the same request may succeed later. */
    public boolean retryable() {
        return status == 408 || status == 429 || status >= 500;
    }

    /** How long the hub asks to be left alone; zero if it does not say so in seconds. */
    public Duration retryAfter() {
        long seconds = headers.firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Long::parseLong)
                .orElse(0L);
        Duration asked = Duration.ofSeconds(seconds);
        return asked.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : asked;
    }

    public ProblemLine problem() {
        return ProblemLine.of(this);
    }
}
