package io.heliograph.store.acp;

import io.heliograph.contracts.acp.MailArrived.Recipient;
import java.util.List;
import java.util.Map;

/** What became of messages, in their order, and who of which node is to be told that there is mail. */
public record Posted(List<Fate> fates, Map<String, List<Recipient>> toWake) {
    public Posted {
        fates = List.copyOf(fates);
        toWake = Map.copyOf(toWake);
    }
}
