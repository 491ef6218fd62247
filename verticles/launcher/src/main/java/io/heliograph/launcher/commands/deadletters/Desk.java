package io.heliograph.launcher.commands.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.launcher.commands.client.Answer;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.HubClient;
import io.heliograph.launcher.commands.client.Outage;
import io.heliograph.launcher.commands.client.Retry;
import io.heliograph.launcher.commands.client.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Where a hub is asked about its dead letters. Every question may be put again, so a busy hub is waited for a little. */
final class Desk {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HubClient hub;
    private final Retry retry;

    Desk(HubClient hub, Surroundings surroundings) {
        this.hub = hub;
        retry = new Retry(surroundings.pace(), new Outage(surroundings), PATIENCE);
    }

    /** A page of the list, as the hub gave it. */
    byte[] list(Map<String, String> parameters) throws CommandFailed, InterruptedException {
        return accepted(retry.untilAnswered(hub.hub(), () -> hub.get("/dead-letters", parameters)))
                .body();
    }

    JsonNode post(String what, ObjectNode asked) throws CommandFailed, InterruptedException {
        byte[] body = asked.toString().getBytes(StandardCharsets.UTF_8);
        return read(accepted(retry.untilAnswered(
                        hub.hub(), () -> hub.post("/dead-letters/" + what, "application/json", body)))
                .body());
    }

    JsonNode read(byte[] body) throws CommandFailed {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw CommandFailed.usage("the answer of " + hub.hub() + " is none of a hub's; is this its address?");
        }
    }

    private Answer accepted(Answer answer) throws CommandFailed {
        if (!answer.ok()) {
            throw CommandFailed.usage(
                    "the hub at " + hub.hub() + " refuses: " + answer.problem().text());
        }
        return answer;
    }
}
