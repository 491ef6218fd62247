package io.heliograph.contracts.acp;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.operations.Doc;
import java.util.List;

/** Which messages an agent has dealt with. */
public record Acknowledgement(
        @Doc(value = "The agent whose mailbox it is", required = true)
        String agentId,

        @Doc(value = "The numbers of the messages, 1 to 1000", required = true)
        List<Long> seqs) {
    public Acknowledgement {
        Names.filter("agent_id", agentId);
        seqs = Numbers.checked("seqs", seqs);
    }
}
