package io.heliograph.agents.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.heliograph.contracts.fleet.FleetState;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.store.agents.FleetTable;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** What holds for the agents of each project: read from PostgreSQL, changed one version after the other. */
public final class Fleet {
    private static final int TRIES = 10;

    private final FleetTable table;
    private final InstantSource clock;

    public Fleet(FleetTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    /** What holds now; mutes that are over are no part of it. */
    public Future<FleetState> now(String project) {
        return table.find(project)
                .map(kept -> kept.map(one -> current(parse(one.document()))).orElse(FleetState.CALM));
    }

    /** Makes the next version of what holds; the change may be asked for again, with what somebody else made meanwhile. */
    Future<FleetState> change(String project, UnaryOperator<FleetState> change) {
        return change(project, change, TRIES);
    }

    private Future<FleetState> change(String project, UnaryOperator<FleetState> change, int tries) {
        return now(project).compose(before -> {
            FleetState changed = change.apply(before);
            FleetState next = new FleetState(before.version() + 1, changed.panic(), changed.mutes(), changed.presets());
            return table.keep(project, next.version(), next.panic() != null, text(next))
                    .compose(kept -> {
                        if (kept) {
                            return Future.succeededFuture(next);
                        }
                        if (tries == 1) {
                            throw new Refused(Problem.of(ProblemKind.OVERLOADED, "Too many change the fleet at once.")
                                    .retryAfter(1));
                        }
                        return change(project, change, tries - 1);
                    });
        });
    }

    private FleetState current(FleetState state) {
        Instant now = clock.instant();
        return new FleetState(
                state.version(),
                state.panic(),
                state.mutes().stream().filter(mute -> mute.until().isAfter(now)).toList(),
                state.presets());
    }

    private static FleetState parse(String document) {
        try {
            return Json.WIRE.readValue(document, FleetState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the state of a fleet is always what was written", e);
        }
    }

    private static String text(FleetState state) {
        try {
            return Json.WIRE.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is always JSON", e);
        }
    }
}
