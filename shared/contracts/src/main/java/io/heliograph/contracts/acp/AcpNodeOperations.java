package io.heliograph.contracts.acp;

import io.heliograph.contracts.hub.Nothing;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Scope;
import java.time.Duration;

/** What nodes and modules tell each other about mailboxes. What is lost of it costs time and no message. */
public final class AcpNodeOperations {
    /** Wakes those who wait for mail on one of them. */
    public static final Operation<MailArrived, Nothing> WAKE = Operation.named(
                    "acp.wake", MailArrived.class, Nothing.class, Scope.ACP_WRITE, "Wakes those who wait for mail.")
            .within(Duration.ofSeconds(3));

    /** Ends a session whose agent has connected anew elsewhere. */
    public static final Operation<Displaced, Nothing> DISPLACE = Operation.named(
                    "acp.displace", Displaced.class, Nothing.class, Scope.ACP_READ, "Ends a session that was replaced.")
            .within(Duration.ofSeconds(3));

    public static final Operation<Nothing, AgentNames> CONNECTED = Operation.named(
            "acp.connected",
            Nothing.class,
            AgentNames.class,
            Scope.ACP_READ,
            "Names the agents that are connected now.");

    public static final Operation<HeardQuery, AgentNames> UNHEARD = Operation.named(
            "acp.unheard",
            HeardQuery.class,
            AgentNames.class,
            Scope.ACP_READ,
            "Names those of some agents that have not acknowledged a message.");

    public static final Operation<CalledQuery, AgentNames> CALLED = Operation.named(
            "acp.called",
            CalledQuery.class,
            AgentNames.class,
            Scope.ACP_READ,
            "Names those of some agents to whom somebody has written.");

    private AcpNodeOperations() {}
}
