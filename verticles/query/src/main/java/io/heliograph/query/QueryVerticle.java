package io.heliograph.query;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.retention.Horizon;
import io.heliograph.contracts.retention.Retention;
import io.heliograph.store.events.EventReader;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Answers questions about stored events. What retention has expired is never among the answers. */
public final class QueryVerticle extends VerticleBase {
    private final Bus bus;
    private final EventReader events;
    private final Retention retention;

    public QueryVerticle(Bus bus, EventReader events, Retention retention) {
        this.bus = bus;
        this.events = events;
        this.retention = retention;
    }

    @Override
    public Future<?> start() {
        return Future.all(
                bus.serve(
                        EventOperations.QUERY, (caller, query) -> events.page(caller.project(), query, shown(caller))),
                bus.serve(
                        EventOperations.EXPORT,
                        (caller, query) -> events.exported(caller.project(), query.asEvents(), shown(caller))),
                bus.serve(
                        EventOperations.HISTORY,
                        (caller, query) -> events.page(caller.project(), query.asEvents(), shown(caller))),
                bus.serve(
                        EventOperations.GET,
                        (caller, wanted) -> events.find(caller.project(), wanted.id(), shown(caller))
                                .map(found -> found.orElseThrow(() -> new Refused(
                                        ProblemKind.NOT_FOUND, "There is no event with this id, or it has expired.")))),
                bus.serve(EventOperations.AGENTS, (caller, query) -> events.agents(caller.project(), query)),
                bus.serve(
                        EventOperations.LOGS, (caller, query) -> events.logs(caller.project(), query, shown(caller))));
    }

    private Horizon shown(Caller caller) {
        return retention.horizon(caller.project());
    }
}
