package io.heliograph.agents;

import io.heliograph.agents.fleet.Herald;
import io.heliograph.contracts.acp.AcpNodeOperations;
import io.heliograph.contracts.acp.AgentRegistration;
import io.heliograph.contracts.acp.CalledQuery;
import io.heliograph.contracts.acp.CalledQuery.Since;
import io.heliograph.contracts.acp.RegistryOperations;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.store.agents.AgentKey;
import io.heliograph.store.agents.AgentTable;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Starts agents that stand still when somebody writes to them, where this node's file says so of them. */
final class OnCall {
    private static final String BY = "a message";

    private final List<AgentKey> agents;
    private final AgentTable table;
    private final Bus bus;
    private final Consumer<AgentKey> onChange;
    private boolean looking;

    OnCall(List<AgentKey> agents, AgentTable table, Bus bus, Consumer<AgentKey> onChange) {
        this.agents = List.copyOf(agents);
        this.table = table;
        this.bus = bus;
        this.onChange = onChange;
    }

    /** Gives them mailboxes, so that they can be written to before they have ever run. */
    Future<?> register() {
        return Future.all(agents.stream()
                .map(agent -> bus.call(
                        RegistryOperations.REGISTER,
                        hub(agent.project(), Scope.ACP_WRITE),
                        new AgentRegistration(agent.id(), null, null, null, null, null)))
                .toList());
    }

    /** What fails is looked for again at the next look. */
    void look() {
        if (agents.isEmpty() || looking) {
            return;
        }
        looking = true;
        table.asleep(agents).compose(this::wake).onComplete(looked -> looking = false);
    }

    private Future<?> wake(Map<AgentKey, Instant> asleep) {
        Map<String, List<Since>> byProject = new HashMap<>();
        asleep.forEach((agent, since) -> byProject
                .computeIfAbsent(agent.project(), project -> new ArrayList<>())
                .add(new Since(agent.id(), since)));
        List<Future<?>> woken = new ArrayList<>();
        byProject.forEach((project, some) -> woken.add(bus.call(
                        AcpNodeOperations.CALLED, hub(project, Scope.ACP_READ), new CalledQuery(some, Herald.IDS))
                .compose(called -> Future.all(called.agents().stream()
                        .map(id -> start(new AgentKey(project, id)))
                        .toList()))));
        return Future.all(woken);
    }

    private Future<Void> start(AgentKey agent) {
        return table.want(agent, true, BY).onSuccess(wanted -> onChange.accept(agent));
    }

    private static Caller hub(String project, Scope scope) {
        return new Caller("hub", project, Set.of(scope));
    }
}
