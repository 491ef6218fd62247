package io.heliograph.launcher.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real browser without a window, with one tab. A script tells that it runs by calling {@code executed(…)}. */
public final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int PATIENCE_SECONDS = 60;
    private static final String LISTENS = "DevTools listening on ";

    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final List<String> executed = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
    private int last;

    /** Where one is installed. */
    public static Optional<Path> find() {
        List<Path> places = new ArrayList<>();
        for (String directory : System.getenv("PATH").split(":")) {
            Stream.of("chromium", "chromium-browser", "google-chrome")
                    .forEach(name -> places.add(Path.of(directory, name)));
        }
        return places.stream().filter(Files::isExecutable).findFirst();
    }

    Chromium(Path binary, Path profile) throws Exception {
        process = new ProcessBuilder(
                        binary.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        URI devTools = URI.create(readAddress(process.inputReader()));
        String tabs = "http://" + devTools.getAuthority() + "/json/list";
        JsonNode list = JSON.readTree(
                CLIENT.send(HttpRequest.newBuilder(URI.create(tabs)).build(), BodyHandlers.ofString())
                        .body());
        String tab = Stream.iterate(0, i -> i < list.size(), i -> i + 1)
                .map(list::get)
                .filter(each -> each.get("type").asText().equals("page"))
                .findFirst()
                .orElseThrow()
                .get("webSocketDebuggerUrl")
                .asText();
        socket = CLIENT.newWebSocketBuilder()
                .buildAsync(URI.create(tab), new Listener())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        ask("Page.enable", JSON.createObjectNode());
        ask("Runtime.enable", JSON.createObjectNode());
        ask("Runtime.addBinding", JSON.createObjectNode().put("name", "executed"));
    }

    /** Opens an address, and gives what stands there as text; empty if it is offered as a file. */
    String open(String address) throws Exception {
        loaded = new CompletableFuture<>();
        JsonNode answer = ask("Page.navigate", JSON.createObjectNode().put("url", address));
        if (answer.path("isDownload").asBoolean() || answer.has("errorText")) {
            return "";
        }
        loaded.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return evaluate("document.documentElement.innerText");
    }

    /** The value of an expression in the page that is open. */
    String evaluate(String expression) throws Exception {
        ObjectNode parameters = JSON.createObjectNode().put("expression", expression);
        return ask("Runtime.evaluate", parameters.put("returnByValue", true))
                .at("/result/value")
                .asText();
    }

    /** What scripts said that ran, dialogs included. */
    List<String> executed() {
        return executed;
    }

    private static String readAddress(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(LISTENS)) {
                Thread rest = new Thread(() -> output.lines().forEach(ignored -> {}), "browser output");
                rest.setDaemon(true);
                rest.start();
                return line.substring(LISTENS.length());
            }
        }
        throw new IOException("the browser did not start");
    }

    private JsonNode ask(String method, ObjectNode parameters) throws Exception {
        int id = ++last;
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        ObjectNode request = JSON.createObjectNode().put("id", id).put("method", method);
        request.set("params", parameters);
        socket.sendText(request.toString(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void heard(JsonNode message) {
        if (message.has("id")) {
            asked.remove(message.get("id").asInt()).complete(message.path("result"));
            return;
        }
        switch (message.path("method").asText()) {
            case "Page.loadEventFired" -> loaded.complete(null);
            case "Runtime.bindingCalled" ->
                executed.add(message.at("/params/payload").asText());
            case "Page.javascriptDialogOpening" ->
                executed.add("dialog " + message.at("/params/message").asText());
            default -> {}
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
            partial.append(data);
            if (isLast) {
                try {
                    heard(JSON.readTree(partial.toString()));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
