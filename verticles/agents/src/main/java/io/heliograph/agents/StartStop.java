package io.heliograph.agents;

import io.heliograph.agents.fleet.Fleet;
import io.heliograph.contracts.agents.AgentCommand;
import io.heliograph.contracts.agents.AgentStarted;
import io.heliograph.contracts.agents.AgentStatusList;
import io.heliograph.contracts.agents.AgentStatusList.Status;
import io.heliograph.contracts.agents.AgentStatusQuery;
import io.heliograph.contracts.agents.AgentStopped;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.store.agents.AgentKey;
import io.heliograph.store.agents.AgentRow;
import io.heliograph.store.agents.AgentTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Says what agents shall do, and waits until their owners, wherever they are, have done it. */
final class StartStop {
    static final Duration PATIENCE = Duration.ofSeconds(12);
    private static final long LOOK_EVERY_MS = 100;

    private final Vertx vertx;
    private final AgentTable table;
    private final LongSupplier nanos;
    private final Consumer<AgentKey> onChange;
    private final Fleet fleet;
    private final Errands errands;

    StartStop(
            Vertx vertx,
            AgentTable table,
            Fleet fleet,
            Errands errands,
            LongSupplier nanos,
            Consumer<AgentKey> onChange) {
        this.vertx = vertx;
        this.table = table;
        this.fleet = fleet;
        this.errands = errands;
        this.nanos = nanos;
        this.onChange = onChange;
    }

    Future<AgentStarted> start(Caller caller, AgentCommand command) {
        return table.find(key(caller, command))
                .compose(found -> found.isPresent()
                        ? want(caller, found.get(), true, row -> row.runs() || row.failedSince())
                                .map(StartStop::started)
                        : startConnected(caller, command));
    }

    Future<AgentStopped> stop(Caller caller, AgentCommand command) {
        return table.find(key(caller, command))
                .compose(found -> found.isPresent()
                        ? want(caller, found.get(), false, row -> !row.owned()).map(AgentStopped.IT_IS)
                        : errands.tell(caller, command.agentId(), "stop").map(AgentStopped.IT_IS));
    }

    private Future<AgentStarted> startConnected(Caller caller, AgentCommand command) {
        return fleet.now(caller.project()).compose(state -> {
            if (state.panic() != null) {
                throw panic();
            }
            return errands.tell(caller, command.agentId(), "start").map(AgentStarted.IT_IS);
        });
    }

    private static AgentStarted started(AgentRow row) {
        if (row.failedSince()) {
            throw new Refused(ProblemKind.AGENT_FAILED, "It " + row.detail() + ".");
        }
        return AgentStarted.IT_IS;
    }

    Future<AgentStatusList> status(Caller caller, AgentStatusQuery query) {
        Future<List<AgentRow>> rows = query.agentId() == null
                ? table.of(caller.project())
                : table.find(new AgentKey(caller.project(), query.agentId()))
                        .map(found -> List.of(found.orElseThrow(StartStop::unknown)));
        return rows.map(found ->
                new AgentStatusList(found.stream().map(StartStop::status).toList()));
    }

    private Future<AgentRow> want(Caller caller, AgentRow agent, boolean wanted, Predicate<AgentRow> done) {
        if (wanted && agent.halted()) {
            throw panic();
        }
        long asked = nanos.getAsLong();
        return table.want(agent.key(), wanted, caller.subject()).compose(kept -> {
            onChange.accept(agent.key());
            return await(agent.key(), done, asked);
        });
    }

    private static AgentKey key(Caller caller, AgentCommand command) {
        return new AgentKey(caller.project(), command.agentId());
    }

    private static Refused panic() {
        return new Refused(ProblemKind.FLEET_IN_PANIC, ProblemKind.FLEET_IN_PANIC.title());
    }

    private Future<AgentRow> await(AgentKey agent, Predicate<AgentRow> done, long since) {
        return table.find(agent).compose(found -> {
            AgentRow row = found.orElseThrow(StartStop::unknown);
            if (done.test(row)) {
                return Future.succeededFuture(row);
            }
            if (nanos.getAsLong() - since > PATIENCE.toNanos()) {
                throw new Refused(
                        ProblemKind.NO_ANSWER,
                        "What the agent shall do is noted, but it is " + stateOf(row) + " after " + PATIENCE.toSeconds()
                                + " s; see GET /agents/status.");
            }
            return vertx.timer(LOOK_EVERY_MS, TimeUnit.MILLISECONDS).compose(passed -> await(agent, done, since));
        });
    }

    private static Refused unknown() {
        return new Refused(
                ProblemKind.NOT_FOUND,
                "No node runs an agent with this id; agents.file of a node says which it may run.");
    }

    private static Status status(AgentRow row) {
        return new Status(
                row.key().id(),
                row.kind(),
                row.wanted(),
                stateOf(row),
                row.owned() ? row.node() : null,
                row.since(),
                row.restarts(),
                row.detail());
    }

    private static String stateOf(AgentRow row) {
        if (!row.owned()) {
            return !row.wanted() ? "stopped" : row.halted() ? "halted" : "waiting";
        }
        return row.wanted() && !row.halted() ? row.state() : "stopping";
    }
}
