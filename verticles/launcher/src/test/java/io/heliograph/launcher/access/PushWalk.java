package io.heliograph.launcher.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.operations.Notification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the caller of one project begin what is pushed, with everything that another project was told, and tells what of the
 * other's he hears. On every socket he hears an event of his own that was sent after the other's, so that silence means something.
 */
final class PushWalk {
    /** Stands in what the owner sends while others listen, and in nothing that anybody else says. */
    static final String SECRET = "nobody-elses-business";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String hub;
    private final Notification<?> pushed;
    private final Calls owner;
    private final Calls stranger;

    PushWalk(String hub, Notification<?> pushed, Calls owner, Calls stranger) {
        this.hub = hub;
        this.pushed = pushed;
        this.owner = owner;
        this.stranger = stranger;
    }

    /** What the stranger heard of the owner's; {@code walk} knows what the owner was told. */
    List<String> leaks(ProjectWalk walk) {
        List<Listener> open = new ArrayList<>();
        try {
            Listener own = call(owner, JSON.createObjectNode());
            open.add(own);
            JsonNode begun = read(own.heard().get(0)).get("result");
            begun.properties().forEach(member -> walk.tell(member.getKey(), member.getValue()));
            send(owner, JSON.createObjectNode(), SECRET + "-before");
            Map<Listener, ObjectNode> strange = new LinkedHashMap<>();
            for (ObjectNode input : walk.inputs(pushed.begin())) {
                strange.put(call(stranger, input), input);
                if (pushed.path() != null) {
                    strange.put(watch(input), input);
                }
            }
            open.addAll(strange.keySet());
            send(owner, JSON.createObjectNode(), SECRET + "-after");
            await().atMost(PATIENCE).until(() -> own.hasHeard(SECRET + "-before") && own.hasHeard(SECRET + "-after"));
            int number = 0;
            for (Map.Entry<Listener, ObjectNode> each : strange.entrySet()) {
                String mark = "mark-" + ++number;
                send(stranger, each.getValue(), mark);
                await(mark + " for " + each.getValue())
                        .atMost(PATIENCE)
                        .until(() -> each.getKey().hasHeard(mark));
            }
            return strange.keySet().stream()
                    .flatMap(listener -> listener.heard().stream())
                    .filter(message -> message.contains(SECRET))
                    .toList();
        } finally {
            open.forEach(Listener::close);
        }
    }

    private Listener call(Calls caller, ObjectNode input) {
        Listener listener = Listener.withKey(hub, "/rpc", caller.key());
        ObjectNode request = JSON.createObjectNode().put("jsonrpc", "2.0");
        request.put("method", pushed.begin().name()).put("id", 1).set("params", input);
        listener.say(request.toString());
        await().atMost(PATIENCE).until(() -> !listener.heard().isEmpty());
        assertThat(listener.heard().get(0)).as("the answer to " + request).contains("\"result\"");
        return listener;
    }

    private Listener watch(ObjectNode input) {
        List<String> query = new ArrayList<>();
        input.properties()
                .forEach(member -> query.add(member.getKey() + "="
                        + URLEncoder.encode(member.getValue().asText(), StandardCharsets.UTF_8)));
        Listener listener = Listener.withKey(hub, pushed.path() + "?" + String.join("&", query), stranger.key());
        await().atMost(PATIENCE).until(() -> !listener.heard().isEmpty());
        return listener;
    }

    /** An event that passes filters of these values. */
    private static void send(Calls caller, ObjectNode input, String words) {
        ObjectNode event = JSON.createObjectNode().put("type", "pushed");
        event.setAll(input);
        event.remove("resume");
        event.putObject("payload").put("words", words);
        assertThat(caller.post("/events", event.toString()).status()).isEqualTo(202);
    }

    private static JsonNode read(String message) {
        try {
            return JSON.readTree(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
