package io.heliograph.launcher.commands.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Speaks HTTP with one hub. Follows no redirect, so that the key goes nowhere else. */
public final class HubClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final URI hub;
    private final String key;
    private final Duration patience;
    private final boolean packed;
    private final HttpClient http;

    HubClient(URI hub, String key, Trust trust, Duration patience) {
        this(
                hub,
                key,
                HttpClient.newBuilder()
                        .version(Version.HTTP_1_1)
                        .sslContext(trust.context())
                        .connectTimeout(CONNECT)
                        .build(),
                patience,
                true);
    }

    private HubClient(URI hub, String key, HttpClient http, Duration patience, boolean packed) {
        this.hub = hub;
        this.key = key;
        this.http = http;
        this.patience = patience;
        this.packed = packed;
    }

    /** A client of the same hub that gets its answers uncompressed. */
    public HubClient unpacked() {
        return new HubClient(hub, key, http, patience, false);
    }

    /** The hub's address, as messages name it. */
    public URI hub() {
        return hub;
    }

    public Answer get(String path, Map<String, String> parameters) throws IOException, InterruptedException {
        return exchange(request(path, parameters).GET().build());
    }

    public Answer post(String path, String contentType, byte[] body) throws IOException, InterruptedException {
        return exchange(request(path, Map.of())
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    public Answer delete(String path) throws IOException, InterruptedException {
        return exchange(request(path, Map.of()).DELETE().build());
    }

    /** Begins a download; its body is read by the caller, at the caller's pace, and closed by the caller. */
    public HttpResponse<InputStream> download(String path, Map<String, String> parameters)
            throws IOException, InterruptedException {
        return await(request(path, parameters).GET().build(), BodyHandlers.ofInputStream());
    }

    private Answer exchange(HttpRequest request) throws IOException, InterruptedException {
        return Answer.of(await(request, BodyHandlers.ofByteArray()));
    }

    /** The client's own timeout ends with the answer's head; this one holds for what the handler waits for. */
    private <T> HttpResponse<T> await(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, handler);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no answer within " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest.Builder request(String path, Map<String, String> parameters) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path, parameters)).timeout(patience);
        if (packed) {
            request.header("Accept-Encoding", "gzip");
        }
        if (key != null) {
            KeyHeader shown = KeyHeader.of(key);
            request.header(shown.name(), shown.value());
        }
        return request;
    }

    private URI uri(String path, Map<String, String> parameters) {
        String base = hub.toString().replaceAll("/+$", "");
        String query = parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(base + path + (query.isEmpty() ? "" : "?" + query));
    }
}
