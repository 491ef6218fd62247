package io.heliograph.contracts.acp;

import io.heliograph.contracts.hub.Nothing;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Scope;
import java.time.Duration;

/** What nodes tell each other about mailboxes, each by its name. What is lost of it costs time and no message. */
public final class AcpNodeOperations {
    /** Wakes those who wait for mail on one of them. */
    public static final Operation<MailArrived, Nothing> WAKE = Operation.named(
                    "acp.wake", MailArrived.class, Nothing.class, Scope.ACP_WRITE, "Wakes those who wait for mail.")
            .within(Duration.ofSeconds(3));

    /** Ends a session whose agent has connected anew elsewhere. */
    public static final Operation<Displaced, Nothing> DISPLACE = Operation.named(
                    "acp.displace", Displaced.class, Nothing.class, Scope.ACP_READ, "Ends a session that was replaced.")
            .within(Duration.ofSeconds(3));

    private AcpNodeOperations() {}
}
