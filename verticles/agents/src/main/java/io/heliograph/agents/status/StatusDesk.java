package io.heliograph.agents.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.events.EventPage;
import io.heliograph.contracts.events.EventQuery;
import io.heliograph.contracts.hub.Nothing;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.status.StatusBoard;
import io.heliograph.contracts.status.StatusBoard.Report;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Puts together what agents last said of themselves, which are events like all others, and what this node is. */
public final class StatusDesk {
    /** Events in which agents say how they fare. */
    private static final String TYPE = "agent.status";

    /** So many reports are looked through; of agents that others have outrun by more, nothing is told. */
    private static final int LOOKED_THROUGH = 200;

    private final Bus bus;
    private final Self self;
    private final InstantSource clock;

    public StatusDesk(Bus bus, Self self, InstantSource clock) {
        this.bus = bus;
        this.self = self;
        this.clock = clock;
    }

    /** What a node knows of itself. */
    public record Self(String node, String version, List<String> modules, Instant startedAt) {
        public Self {
            modules = List.copyOf(modules);
        }
    }

    public Future<StatusBoard> board(Caller caller, Nothing nothing) {
        EventQuery latest = new EventQuery(TYPE, null, null, null, null, null, null, LOOKED_THROUGH, null, null);
        return bus.call(EventOperations.QUERY, caller, latest)
                .map(page -> board(reports(page), null))
                .otherwise(cause -> board(List.of(), cause.getMessage()));
    }

    private StatusBoard board(List<Report> reports, String missing) {
        return new StatusBoard(
                first(reports, Report::persona),
                first(reports, Report::modules),
                first(reports, Report::memory),
                reports,
                missing,
                hub());
    }

    private static RawJson first(List<Report> reports, Function<Report, RawJson> part) {
        return reports.stream()
                .map(part)
                .filter(said -> said != null)
                .findFirst()
                .orElse(null);
    }

    private StatusBoard.Hub hub() {
        Runtime machine = Runtime.getRuntime();
        return new StatusBoard.Hub(
                self.node(),
                self.version(),
                self.modules(),
                Duration.between(self.startedAt(), clock.instant()).toSeconds(),
                machine.totalMemory() - machine.freeMemory(),
                machine.maxMemory());
    }

    private static List<Report> reports(EventPage page) {
        Map<String, Report> latest = new LinkedHashMap<>();
        for (Event event : page.items()) {
            if (event.agentId() != null) {
                latest.merge(event.agentId(), report(event), Report::over);
            }
        }
        return List.copyOf(latest.values());
    }

    private static Report report(Event event) {
        try {
            JsonNode said = Json.HTTP.readTree(event.payload().text());
            return new Report(
                    event.agentId(),
                    part(said, "persona"),
                    part(said, "modules"),
                    part(said, "memory"),
                    event.timestamp());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was stored is JSON", e);
        }
    }

    private static RawJson part(JsonNode said, String name) {
        JsonNode part = said.path(name);
        return part.isMissingNode() || part.isNull() ? null : new RawJson(part.toString());
    }
}
