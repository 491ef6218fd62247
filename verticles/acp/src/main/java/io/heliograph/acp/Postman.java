package io.heliograph.acp;

import io.heliograph.contracts.acp.AcpNodeOperations;
import io.heliograph.contracts.acp.Displaced;
import io.heliograph.contracts.acp.MailArrived;
import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells those who wait, on whichever node, that there is mail. What does not arrive is found by their own looking. */
public final class Postman {
    /** Nodes speak to each other for no project. */
    static final Caller NODE = new Caller("node", Caller.DEFAULT_PROJECT, Set.of(Scope.ACP_READ, Scope.ACP_WRITE));

    private final Bus bus;
    private final String node;
    private final Doorbell doorbell;

    public Postman(Bus bus, String node, Doorbell doorbell) {
        this.bus = bus;
        this.node = node;
        this.doorbell = doorbell;
    }

    void tell(Map<String, List<Recipient>> byNode) {
        byNode.forEach((where, mailboxes) -> {
            if (where.equals(node)) {
                doorbell.ring(mailboxes);
            } else {
                bus.call(where, AcpNodeOperations.WAKE, NODE, new MailArrived(mailboxes));
            }
        });
    }

    /** Ends an older session of an agent on another node. */
    void displace(String where, Recipient agent, long session) {
        bus.call(where, AcpNodeOperations.DISPLACE, NODE, new Displaced(agent.project(), agent.agentId(), session));
    }
}
