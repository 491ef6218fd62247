package io.heliograph.launcher.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * An agent that sends its messages in order, some at a time, acknowledges what it gets, and connects anew to whichever node
 * is there when its connection ends; what was not answered then is sent again.
 */
final class TalkingAgent implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ScheduledExecutorService LATER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "agents connect anew");
        thread.setDaemon(true);
        return thread;
    });
    private static final int AT_A_TIME = 16;
    private static final int AGAIN_MS = 200;

    private final String name;
    private final Supplier<String> hub;
    private final ArrayDeque<String> unsent = new ArrayDeque<>();
    private final Map<String, String> unanswered = new LinkedHashMap<>();
    private final Map<String, Long> seqs = new HashMap<>();
    private final Map<String, List<Integer>> bySender = new HashMap<>();
    private final List<String> troubles = new ArrayList<>();
    private Link link;
    private boolean closed;

    TalkingAgent(String name, Supplier<String> hub) {
        this.name = name;
        this.hub = hub;
        connect();
    }

    synchronized void send(String id, String message) {
        unsent.add(id + ' ' + message);
        flush();
    }

    synchronized int unanswered() {
        return unsent.size() + unanswered.size();
    }

    /** How many different messages came. */
    synchronized int received() {
        return seqs.size();
    }

    /** The numbers within each sender's messages to this agent, in the order in which they first came. */
    synchronized Map<String, List<Integer>> bySender() {
        return Map.copyOf(bySender);
    }

    /** What should not have happened. */
    synchronized List<String> troubles() {
        return List.copyOf(troubles);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (link != null && link.socket != null) {
            link.socket.abort();
        }
    }

    private synchronized void connect() {
        if (closed) {
            return;
        }
        Link fresh = new Link();
        link = fresh;
        CLIENT.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .buildAsync(URI.create(hub.get().replace("http", "ws") + "/acp?agent_id=" + name), fresh)
                .whenComplete((socket, failure) -> {
                    if (failure != null) {
                        fresh.gone();
                    }
                });
    }

    /** One connection. */
    private final class Link implements WebSocket.Listener {
        private final StringBuilder part = new StringBuilder();
        private CompletableFuture<?> tail = CompletableFuture.completedFuture(null);
        private WebSocket socket;
        private boolean isUp;
        private boolean isGone;

        @Override
        public void onOpen(WebSocket opened) {
            synchronized (TalkingAgent.this) {
                socket = opened;
            }
            opened.request(1);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                String text = part.toString();
                part.setLength(0);
                synchronized (TalkingAgent.this) {
                    if (link == this) {
                        take(this, read(text));
                    }
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            gone();
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            gone();
        }

        void write(String text) {
            tail = tail.thenCompose(done -> socket.sendText(text, true)).exceptionally(failure -> {
                gone();
                return null;
            });
        }

        void gone() {
            synchronized (TalkingAgent.this) {
                isUp = false;
                if (!isGone && link == this) {
                    isGone = true;
                    LATER.schedule(TalkingAgent.this::connect, AGAIN_MS, TimeUnit.MILLISECONDS);
                }
            }
        }
    }

    private void take(Link from, JsonNode frame) {
        switch (frame.get("acp").asText()) {
            case "connected" -> {
                from.isUp = true;
                unanswered.values().forEach(from::write);
                flush();
            }
            case "sent" -> {
                unanswered.remove(frame.get("id").asText());
                flush();
            }
            case "message" -> received(from, frame);
            case "acked" -> {}
            default -> troubles.add(frame.toString());
        }
    }

    private void received(Link from, JsonNode frame) {
        JsonNode message = frame.get("message");
        long seq = frame.get("seq").asLong();
        String id = message.get("id").asText();
        Long before = seqs.putIfAbsent(id, seq);
        if (before == null) {
            bySender.computeIfAbsent(message.get("from").asText(), first -> new ArrayList<>())
                    .add(message.get("payload").get("n").asInt());
        } else if (before != seq) {
            troubles.add(id + " is in the mailbox twice, as " + before + " and " + seq);
        }
        from.write("{\"acp\":\"ack\",\"seqs\":[" + seq + "]}");
    }

    private void flush() {
        while (link != null && link.isUp && unanswered.size() < AT_A_TIME && !unsent.isEmpty()) {
            String[] next = unsent.poll().split(" ", 2);
            unanswered.put(next[0], next[1]);
            link.write(next[1]);
        }
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
