package io.heliograph.agents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.contracts.acp.AcpMessage;
import io.heliograph.contracts.acp.AcpOperations;
import io.heliograph.contracts.acp.AcpReply;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;

/** Tells an agent that the hub does not run itself to start or stop its work, and waits for what it answers. */
final class Errands {
    private static final int FIRST = 9;

    private final Bus bus;
    private final InstantSource clock;
    private final Duration patience;

    Errands(Bus bus, InstantSource clock, Duration patience) {
        this.bus = bus;
        this.clock = clock;
        this.patience = patience;
    }

    private record Command(String command, String subject) {}

    private record Message(
            String type, Command payload, Instant timestamp, String id, String to, int priority, long ttlMs) {}

    /** Fails with what the agent says is in the way, and if it has not registered or does not answer in time. */
    Future<Void> tell(Caller caller, String agentId, String command) {
        Caller hub = new Caller("hub", caller.project(), Set.of(Scope.ACP_WRITE));
        Message message = new Message(
                "command",
                new Command(command, caller.subject()),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                "command-" + UUID.randomUUID(),
                agentId,
                FIRST,
                patience.toMillis());
        return bus.call(AcpOperations.REQUEST, hub, new AcpMessage(json(message)))
                .map(Errands::outcome);
    }

    private static Void outcome(AcpReply reply) {
        try {
            JsonNode error =
                    Json.HTTP.readTree(reply.message().text()).path("payload").path("error");
            if (error.isMissingNode() || error.isNull()) {
                return null;
            }
            throw new Refused(ProblemKind.AGENT_FAILED, "It answered: " + (error.isTextual() ? error.asText() : error));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message that was taken is JSON", e);
        }
    }

    private static RawJson json(Message message) {
        try {
            return new RawJson(Json.HTTP.writeValueAsString(message));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is always JSON", e);
        }
    }
}
