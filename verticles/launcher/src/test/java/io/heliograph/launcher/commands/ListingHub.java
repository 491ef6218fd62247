package io.heliograph.launcher.commands;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Lists events as a hub does, two on a page; the cursor is how many of the list lie behind. */
final class ListingHub implements AutoCloseable {
    private static final int PAGE = 2;

    final List<Map<String, String>> queries = new CopyOnWriteArrayList<>();
    private final List<Stored> events = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile boolean away;

    private record Stored(Instant timestamp, String id, String json) {}

    ListingHub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/events", this::list);
        server.createContext("/events/export", this::export);
        server.createContext("/health", http -> LedgerHub.answer(http, 200, LedgerHub.JSON.createObjectNode()));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    ListingHub store(String id, Instant timestamp, Instant received, String payload) {
        String json =
                "{\"id\":\"%s\",\"timestamp\":\"%s\",\"received_at\":\"%s\",\"type\":\"job.done\",\"source\":\"s\",\"agent_id\":null,\"project\":\"default\",\"payload\":%s}"
                        .formatted(id, timestamp, received, payload);
        events.add(new Stored(timestamp, id, json));
        return this;
    }

    void away(boolean isAway) {
        away = isAway;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void list(HttpExchange http) throws IOException {
        Map<String, String> query = Arrays.stream(
                        http.getRequestURI().getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        queries.add(query);
        if (away) {
            http.close();
            return;
        }
        Instant since = Instant.parse(query.getOrDefault("since", Instant.EPOCH.toString()));
        List<Stored> matching = events.stream()
                .filter(event -> !event.timestamp().isBefore(since))
                .sorted(Comparator.comparing(Stored::timestamp).thenComparing(Stored::id))
                .toList();
        int from = Integer.parseInt(query.getOrDefault("cursor", "0"));
        int to = Math.min(from + PAGE, matching.size());
        String items = matching.subList(Math.min(from, to), to).stream()
                .map(Stored::json)
                .collect(Collectors.joining(","));
        String next = to < matching.size() ? "\"" + to + "\"" : "null";
        byte[] page = ("{\"items\":[" + items + "],\"next\":" + next + "}").getBytes(StandardCharsets.UTF_8);
        http.sendResponseHeaders(200, page.length);
        http.getResponseBody().write(page);
        http.close();
    }

    private void export(HttpExchange http) throws IOException {
        http.sendResponseHeaders(200, 0);
        for (Stored event : events) {
            http.getResponseBody().write((event.json() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        http.close();
    }
}
