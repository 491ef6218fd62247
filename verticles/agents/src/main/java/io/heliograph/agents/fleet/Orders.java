package io.heliograph.agents.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.heliograph.contracts.fleet.FleetState;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.json.RawJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What holds for one agent, as the message that it is told. */
public final class Orders {
    static final String TYPE = "fleet.state";

    private record Message(String type, Payload payload, Instant timestamp) {}

    private record Payload(long version, boolean panic, Instant mutedUntil, String preset, RawJson settings) {}

    private Orders() {}

    /** One line of JSON. */
    public static String line(FleetState state, String agentId, Instant now) {
        FleetState.ChosenPreset preset = state.presetOf(agentId).orElse(null);
        Payload payload = new Payload(
                state.version(),
                state.panic() != null,
                state.mutedUntil(agentId).orElse(null),
                preset == null ? null : preset.name(),
                preset == null ? null : preset.settings());
        try {
            return Json.HTTP.writeValueAsString(new Message(TYPE, payload, now.truncatedTo(ChronoUnit.MICROS)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is always JSON", e);
        }
    }
}
