package io.heliograph.contracts.acp;

import java.util.List;

/** There is mail for agents that are connected to the node that is told. Whoever misses it looks again by itself. */
public record MailArrived(List<Recipient> recipients) {
    /** One mailbox. */
    public record Recipient(String project, String agentId) {}

    public MailArrived {
        recipients = List.copyOf(recipients);
    }
}
