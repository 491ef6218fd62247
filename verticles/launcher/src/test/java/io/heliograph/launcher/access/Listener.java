package io.heliograph.launcher.access;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A WebSocket to a hub, and all that was heard on it. */
final class Listener implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private Listener(String hub, String path, String header, String credential) {
        socket = CLIENT.newWebSocketBuilder()
                .header(header, credential)
                .buildAsync(URI.create(hub.replaceFirst("http", "ws") + path), this)
                .join();
    }

    static Listener withKey(String hub, String path, String key) {
        return new Listener(hub, path, "X-API-KEY", key);
    }

    static Listener withToken(String hub, String path, String token) {
        return new Listener(hub, path, "Authorization", "Bearer " + token);
    }

    void say(String text) {
        socket.sendText(text, true).join();
    }

    /** The messages so far. */
    List<String> heard() {
        return heard;
    }

    boolean hasHeard(String words) {
        return heard.stream().anyMatch(message -> message.contains(words));
    }

    /** With which code and reason the hub closed it. */
    CompletableFuture<String> closed() {
        return closed;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            heard.add(partial.toString());
            partial.setLength(0);
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
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
