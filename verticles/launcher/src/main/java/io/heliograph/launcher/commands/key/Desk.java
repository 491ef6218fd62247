package io.heliograph.launcher.commands.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.launcher.commands.client.Answer;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.HubClient;
import io.heliograph.launcher.commands.client.Retry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Where a hub is asked about its keys, each time once: a key that was made unseen would be one too many. */
final class Desk {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HubClient hub;

    Desk(HubClient hub) {
        this.hub = hub;
    }

    JsonNode create(ObjectNode key) throws CommandFailed, InterruptedException {
        byte[] body = key.toString().getBytes(StandardCharsets.UTF_8);
        return ask(() -> hub.post("/keys", "application/json", body));
    }

    JsonNode list(Map<String, String> parameters) throws CommandFailed, InterruptedException {
        return ask(() -> hub.get("/keys", parameters));
    }

    JsonNode revoke(String id) throws CommandFailed, InterruptedException {
        return ask(() -> hub.delete("/keys/" + id));
    }

    private JsonNode ask(Retry.Attempt question) throws CommandFailed, InterruptedException {
        Answer answer;
        try {
            answer = question.run();
        } catch (IOException e) {
            throw CommandFailed.unreachable(Retry.describe(hub.hub(), e));
        }
        if (!answer.ok()) {
            String refusal =
                    "the hub at " + hub.hub() + " refuses: " + answer.problem().text();
            throw answer.status() == 404 ? CommandFailed.notAllWell(refusal) : CommandFailed.usage(refusal);
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw CommandFailed.usage("the answer of " + hub.hub() + " is none of a hub's; is this its address?");
        }
    }
}
