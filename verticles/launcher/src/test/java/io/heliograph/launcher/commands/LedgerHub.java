package io.heliograph.launcher.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Takes events as a hub does, on a real socket, and writes down every one of them; troubles are ordered by the test. */
final class LedgerHub implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    /** What befalls one request. */
    enum Trouble {
        NONE,
        BUSY,
        CUT_BEFORE,
        CUT_AFTER,
        FORBIDDEN
    }

    final List<JsonNode> ledger = new ArrayList<>();
    final AtomicInteger requests = new AtomicInteger();
    private final Map<String, JsonNode> stored = new HashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int port;
    private HttpServer server;
    private volatile IntFunction<Trouble> troubles = request -> Trouble.NONE;
    private volatile int mostLines = Integer.MAX_VALUE;

    LedgerHub() throws IOException {
        start(0);
        port = server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    LedgerHub troubles(IntFunction<Trouble> byRequest) {
        troubles = byRequest;
        return this;
    }

    LedgerHub refusesMoreThan(int lines) {
        mostLines = lines;
        return this;
    }

    synchronized Map<String, JsonNode> stored() {
        return new HashMap<>(stored);
    }

    void stop() {
        server.stop(0);
    }

    void restart() {
        try {
            start(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }

    private void start(int at) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 50);
        server.setExecutor(threads);
        server.createContext("/events", this::events);
        server.start();
    }

    private void events(HttpExchange http) throws IOException {
        String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Trouble trouble = troubles.apply(requests.incrementAndGet());
        switch (trouble) {
            case BUSY -> {
                http.getResponseHeaders().add("Retry-After", "2");
                answer(http, 503, problem("overloaded", "The node holds as many requests as it can"));
            }
            case FORBIDDEN -> answer(http, 403, problem("forbidden", "The scope events:write is missing"));
            case CUT_BEFORE -> http.close();
            case CUT_AFTER -> {
                take(body.lines().toList());
                http.close();
            }
            case NONE -> {
                List<String> lines = body.lines().toList();
                if (lines.size() > mostLines) {
                    answer(http, 413, problem("too-many-events", "The batch holds more events than allowed"));
                } else {
                    ObjectNode receipt = take(lines);
                    boolean some = receipt.path("accepted").asInt()
                                    + receipt.path("duplicates").asInt()
                            > 0;
                    answer(http, some ? 202 : 400, receipt);
                }
            }
        }
    }

    private synchronized ObjectNode take(List<String> lines) {
        int accepted = 0;
        int duplicates = 0;
        ArrayNode rejected = JSON.createArrayNode();
        for (int index = 0; index < lines.size(); index++) {
            JsonNode event = read(lines.get(index));
            if (!event.path("type").isTextual()) {
                rejected.addObject()
                        .put("index", index)
                        .put("code", "missing-field")
                        .put("detail", "'type' is missing");
                continue;
            }
            ledger.add(event);
            if (stored.putIfAbsent(event.path("id").asText(), event) == null) {
                accepted++;
            } else {
                duplicates++;
            }
        }
        ObjectNode receipt = JSON.createObjectNode().put("accepted", accepted).put("duplicates", duplicates);
        receipt.set("rejected", rejected);
        return receipt;
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    static ObjectNode problem(String code, String detail) {
        return JSON.createObjectNode().put("code", code).put("detail", detail).put("advice", "See there.");
    }

    static void answer(HttpExchange http, int status, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
        http.close();
    }
}
