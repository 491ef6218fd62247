package io.heliograph.acp;

import io.heliograph.contracts.acp.AcpNodeOperations;
import io.heliograph.contracts.acp.AcpOperations;
import io.heliograph.contracts.acp.AgentNames;
import io.heliograph.contracts.acp.Displaced;
import io.heliograph.contracts.acp.MailArrived;
import io.heliograph.contracts.acp.RegistryOperations;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.bus.Topics.AgentRegistered;
import io.heliograph.contracts.hub.Nothing;
import io.heliograph.contracts.operations.Caller;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Serves messages, mailboxes and the registry on one node. */
public final class AcpVerticle extends VerticleBase {
    /** Agents whose acknowledgements somebody waits for at a time. */
    private static final int MOST_CONNECTED = 10_000;

    private final AcpConfig config;
    private final AcpParts parts;

    AcpVerticle(AcpConfig config, AcpParts parts) {
        this.config = config;
        this.parts = parts;
    }

    @Override
    public Future<?> start() {
        Bus bus = parts.bus();
        Contacts contacts = new Contacts(parts.agents());
        PostOffice office = new PostOffice(config, parts, contacts, System::nanoTime);
        Inboxes inboxes = new Inboxes(vertx, config, parts, contacts);
        Registry registry = new Registry(config, parts);
        Requests requests = new Requests(vertx, config, parts, office);
        Graveyard graveyard = new Graveyard(config, parts);
        Upkeep upkeep = new Upkeep(parts, contacts);
        vertx.setPeriodic(config.poll().toMillis(), tick -> upkeep.run());
        // Three times within a lease, so that one renewal may fail.
        vertx.setPeriodic(config.lease().toMillis() / 3, tick -> parts.live().renew());
        return Future.all(List.of(
                bus.serve(AcpOperations.SEND, office::send),
                bus.serveWaiting(AcpOperations.REQUEST, requests::ask),
                bus.serveWaiting(AcpOperations.INBOX, inboxes::fetch),
                bus.serve(AcpOperations.ACK, inboxes::acknowledge),
                bus.serve(AcpOperations.SUBSCRIBE, registry::subscribe),
                bus.serve(AcpOperations.UNSUBSCRIBE, registry::unsubscribe),
                bus.serve(AcpOperations.DEAD_LETTERS, graveyard::list),
                bus.serve(AcpOperations.REPLAY, graveyard::replay),
                bus.serve(AcpOperations.DELETE, graveyard::delete),
                bus.serve(
                        RegistryOperations.REGISTER,
                        (caller, agent) -> registry.register(caller, agent)
                                .onSuccess(view -> bus.publish(
                                        Topics.AGENT_REGISTERED,
                                        new AgentRegistered(caller.project(), view.agentId())))),
                bus.serve(RegistryOperations.GET, registry::find),
                bus.serve(RegistryOperations.HEARTBEAT, registry::heartbeat),
                bus.serve(RegistryOperations.LEAVE, registry::leave),
                bus.serve(
                        AcpNodeOperations.CONNECTED,
                        (caller, nothing) -> parts.broadcasts()
                                .connected(caller.project(), MOST_CONNECTED)
                                .map(AgentNames::new)),
                bus.serve(
                        AcpNodeOperations.UNHEARD,
                        (caller, asked) -> parts.broadcasts()
                                .open(caller.project(), asked.id(), asked.agents())
                                .map(AgentNames::new)),
                bus.serve(
                        AcpNodeOperations.CALLED,
                        (caller, asked) -> parts.broadcasts()
                                .called(caller.project(), asked)
                                .map(AgentNames::new)),
                bus.serveAs(parts.node(), AcpNodeOperations.WAKE, this::wake),
                bus.serveAs(parts.node(), AcpNodeOperations.DISPLACE, this::displace)));
    }

    private Future<Nothing> displace(Caller node, Displaced which) {
        parts.live().displaced(which);
        return Future.succeededFuture(new Nothing());
    }

    private Future<Nothing> wake(Caller node, MailArrived arrived) {
        parts.doorbell().ring(arrived.recipients());
        return Future.succeededFuture(new Nothing());
    }
}
