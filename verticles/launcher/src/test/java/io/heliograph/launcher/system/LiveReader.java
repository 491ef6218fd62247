package io.heliograph.launcher.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A reader of /stream by server-sent events, as a browser is one. */
final class LiveReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InputStream body;
    private final CompletableFuture<JsonNode> begin = new CompletableFuture<>();
    private final CompletableFuture<JsonNode> end = new CompletableFuture<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private volatile String resume;

    private LiveReader(InputStream body) {
        this.body = body;
        Thread reader = new Thread(this::read, "live reader");
        reader.setDaemon(true);
        reader.start();
    }

    /** Begins to read, and waits until the hub says that it has begun. */
    static LiveReader at(String hub, String query, String resume) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(hub + "/stream" + query)).header("Accept", "text/event-stream");
        if (resume != null) {
            request.header("Last-Event-ID", resume);
        }
        try {
            HttpResponse<InputStream> response = HttpClient.newBuilder()
                    .version(Version.HTTP_1_1)
                    .build()
                    .send(request.build(), BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new AssertionError(response.statusCode() + " "
                        + new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
            }
            LiveReader reader = new LiveReader(response.body());
            reader.begin.get(30, TimeUnit.SECONDS);
            return reader;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    boolean recovered() {
        return begin.join().get("recovered").asBoolean();
    }

    /** The ids of all events so far, in the order in which they came. */
    List<String> ids() {
        return events.stream().map(event -> event.get("id").asText()).toList();
    }

    List<JsonNode> events() {
        return events;
    }

    /** Where to go on. */
    String resume() {
        return resume;
    }

    /** Why the hub ended it. */
    CompletableFuture<JsonNode> ended() {
        return end;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        String kind = "message";
        String id = null;
        JsonNode data = null;
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    kind = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data = JSON.readTree(line.substring(6));
                } else if (line.isEmpty()) {
                    resume = id;
                    if (data != null) {
                        take(kind, data);
                    }
                    kind = "message";
                    data = null;
                }
            }
        } catch (IOException closed) {
            begin.completeExceptionally(closed);
        }
    }

    private void take(String kind, JsonNode data) {
        switch (kind) {
            case "begin" -> begin.complete(data);
            case "end" -> end.complete(data);
            default -> data.get("events").forEach(events::add);
        }
    }
}
