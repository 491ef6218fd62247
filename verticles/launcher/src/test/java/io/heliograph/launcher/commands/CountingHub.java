package io.heliograph.launcher.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/** Takes arrays of events and counts them; stores them bit by bit, each time somebody looks at its metrics. */
final class CountingHub implements AutoCloseable {
    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger accepted = new AtomicInteger();
    private final Set<String> ids = new HashSet<>();
    private final AtomicInteger stored = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile boolean refuses;
    private volatile boolean hasMetrics = true;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    CountingHub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/events", this::events);
        server.createContext("/metrics", this::metrics);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Refuses as a hub does that has not read the body: it ends the connection. */
    CountingHub refusing() {
        refuses = true;
        return this;
    }

    CountingHub withoutMetrics() {
        hasMetrics = false;
        return this;
    }

    /** Answers nobody until released. */
    CountingHub holding() {
        gate = new CountDownLatch(1);
        return this;
    }

    void release() {
        gate.countDown();
    }

    synchronized int differentIds() {
        return ids.size();
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.shutdownNow();
    }

    private void events(HttpExchange http) throws IOException {
        JsonNode events = LedgerHub.JSON.readTree(body(http));
        requests.incrementAndGet();
        await();
        if (refuses) {
            http.getResponseHeaders().set("Connection", "close");
            LedgerHub.answer(http, 503, LedgerHub.problem("journal-full", "The journal is full"));
            return;
        }
        synchronized (this) {
            events.forEach(event -> ids.add(event.path("id").asText()));
        }
        accepted.addAndGet(events.size());
        LedgerHub.answer(
                http,
                202,
                LedgerHub.JSON.createObjectNode().put("accepted", events.size()).put("duplicates", 0));
    }

    private void await() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static InputStream body(HttpExchange http) throws IOException {
        boolean packed = "gzip".equals(http.getRequestHeaders().getFirst("Content-Encoding"));
        return packed ? new GZIPInputStream(http.getRequestBody()) : http.getRequestBody();
    }

    private void metrics(HttpExchange http) throws IOException {
        int waiting = accepted.get() - stored.get();
        stored.addAndGet((waiting + 1) / 2);
        byte[] text = """
                heliograph_events_pending{project="default"} %d
                heliograph_events_stored_total{project="default"} %d
                """.formatted(accepted.get() - stored.get(), stored.get()).getBytes(StandardCharsets.UTF_8);
        http.sendResponseHeaders(hasMetrics ? 200 : 404, text.length);
        http.getResponseBody().write(text);
        http.close();
    }
}
