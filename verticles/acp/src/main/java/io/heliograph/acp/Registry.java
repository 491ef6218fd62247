package io.heliograph.acp;

import io.heliograph.contracts.acp.AgentHeartbeat;
import io.heliograph.contracts.acp.AgentId;
import io.heliograph.contracts.acp.AgentLeft;
import io.heliograph.contracts.acp.AgentRegistration;
import io.heliograph.contracts.acp.AgentView;
import io.heliograph.contracts.acp.TopicWish;
import io.heliograph.contracts.acp.TopicWishes;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.store.acp.AgentTable;
import io.heliograph.store.acp.TopicTable;
import io.vertx.core.Future;

/** The agents of a project: who they are, how they are, what they want to hear of. */
final class Registry {
    private final AcpConfig config;
    private final AgentTable agents;
    private final TopicTable topics;

    Registry(AcpConfig config, AcpParts parts) {
        this.config = config;
        agents = parts.agents();
        topics = parts.topics();
    }

    Future<AgentView> register(Caller caller, AgentRegistration agent) {
        if (agent.labels() != null) {
            StateCheck.check("labels", agent.labels().text());
        }
        return agents.register(caller.project(), agent, config.agents())
                .map(registered -> registered.orElseThrow(() -> new Refused(
                        ProblemKind.TOO_MANY_AGENTS,
                        "A project may have " + config.agents() + " registered agents (acp.max-agents).")));
    }

    Future<AgentView> find(Caller caller, AgentId agent) {
        return agents.find(caller.project(), agent.agentId())
                .map(found -> found.orElseThrow(() -> unknown(agent.agentId())));
    }

    Future<AgentView> heartbeat(Caller caller, AgentHeartbeat beat) {
        String state = beat.state() == null
                ? null
                : StateCheck.check("state", beat.state().text());
        return agents.report(caller.project(), beat.agentId(), state)
                .compose(reported -> reported.isPresent()
                        ? Future.succeededFuture(reported.get())
                        : find(caller, new AgentId(beat.agentId())).map(there -> {
                            throw Refused.parameter(
                                    "state",
                                    "would make the state longer than " + config.stateSize()
                                            + " bytes (acp.max-state-size)");
                        }));
    }

    Future<AgentLeft> leave(Caller caller, AgentId agent) {
        return agents.leave(caller.project(), agent.agentId())
                .map(left -> new AgentLeft(left.orElseThrow(() -> unknown(agent.agentId()))));
    }

    Future<TopicWishes> subscribe(Caller caller, TopicWish wish) {
        return topics.add(caller.project(), wish.agentId(), wish.topic())
                .compose(added -> wishes(caller, wish))
                .map(wishes -> {
                    if (!wishes.topics().contains(wish.topic())) {
                        throw new Refused(
                                ProblemKind.TOO_MANY_SUBSCRIPTIONS,
                                "The agents of a project may have " + config.subscriptions()
                                        + " subscriptions to topics together (acp.max-subscriptions).");
                    }
                    return wishes;
                });
    }

    Future<TopicWishes> unsubscribe(Caller caller, TopicWish wish) {
        return topics.remove(caller.project(), wish.agentId(), wish.topic()).compose(removed -> wishes(caller, wish));
    }

    private Future<TopicWishes> wishes(Caller caller, TopicWish wish) {
        return topics.of(caller.project(), wish.agentId())
                .map(wishes -> new TopicWishes(wishes.orElseThrow(() -> unknown(wish.agentId()))));
    }

    static Refused unknown(String agentId) {
        return new Refused(ProblemKind.UNKNOWN_AGENT, "No agent '" + agentId + "' has registered in this project.");
    }
}
