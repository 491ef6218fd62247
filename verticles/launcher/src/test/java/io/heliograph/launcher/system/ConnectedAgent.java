package io.heliograph.launcher.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One connection of an agent at /acp, and what the hub has said on it. */
final class ConnectedAgent implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    private ConnectedAgent(String hub, String query) {
        socket = CLIENT.newWebSocketBuilder()
                .buildAsync(URI.create(hub.replace("http", "ws") + "/acp" + query), this)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Connects and waits until the hub says so. */
    static ConnectedAgent connect(String hub, String agentId) {
        ConnectedAgent agent = new ConnectedAgent(hub, "?agent_id=" + agentId);
        agent.next("connected");
        return agent;
    }

    /** A socket of which nothing is known yet. */
    static ConnectedAgent unnamed(String hub) {
        return new ConnectedAgent(hub, "");
    }

    /** A socket on which the hub may refuse the agent that the address names. */
    static ConnectedAgent asked(String hub, String agentId) {
        return new ConnectedAgent(hub, "?agent_id=" + agentId);
    }

    void say(String frame) {
        socket.sendText(frame, true)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    void acknowledge(long seq) {
        say("{\"acp\":\"ack\",\"seqs\":[" + seq + "]}");
    }

    /** The next frame, which is to be of this kind. */
    JsonNode next(String kind) {
        try {
            JsonNode frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (frame == null || !frame.get("acp").asText().equals(kind)) {
                throw new AssertionError("wanted " + kind + ", got " + frame + ", closed " + closed.getNow("not"));
            }
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean hasNoFrame() {
        return frames.isEmpty();
    }

    int waitingFrames() {
        return frames.size();
    }

    /** Code and reason of the hub's goodbye. */
    String closed() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            try {
                frames.add(JSON.readTree(part.toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete("broken: " + error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
