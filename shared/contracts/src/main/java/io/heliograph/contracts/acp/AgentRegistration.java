package io.heliograph.contracts.acp;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Refused;
import java.util.List;

/** An agent that makes itself known. What is left out stays as it was said before. */
public record AgentRegistration(
        @Doc(
                value = "The agent's id, 1 to 128 characters: not *, . or .., no colon, no control character",
                required = true)
        String agentId,

        @Doc("What people call it") String name,
        @Doc("What it is, such as gpu-worker") String kind,
        @Doc("What it can do, up to 64 words") List<String> capabilities,

        @Doc("Anything else about it: an object of texts") RawJson labels,

        @Doc("How often it promises to be heard of, in milliseconds, 1000 or more; beyond it, its silence is an event")
        Long intervalMs) {
    private static final int MOST_CAPABILITIES = 64;
    private static final int LONGEST_LABELS = 4_096;
    private static final long SHORTEST_INTERVAL = 1_000;

    /** What decoding leaves of bytes that are no UTF-8, such as %ff in an address. */
    private static final char LOST = '\uFFFD';

    public AgentRegistration {
        Names.filter("agent_id", agentId);
        Names.filter("name", name);
        Names.filter("kind", kind);
        if (agentId != null) {
            checkId(agentId);
        }
        if (capabilities != null) {
            capabilities.forEach(word -> Names.filter("capabilities", word == null ? "" : word));
            if (capabilities.size() > MOST_CAPABILITIES) {
                throw Refused.parameter("capabilities", "takes " + MOST_CAPABILITIES + " words at the most");
            }
            capabilities = List.copyOf(capabilities);
        }
        if (labels != null
                && (!labels.text().stripLeading().startsWith("{")
                        || labels.text().length() > LONGEST_LABELS)) {
            throw Refused.parameter("labels", "takes an object of " + LONGEST_LABELS + " characters at the most");
        }
        if (intervalMs != null && intervalMs < SHORTEST_INTERVAL) {
            throw Refused.parameter("interval_ms", "takes " + SHORTEST_INTERVAL + " or more");
        }
    }

    /** Whoever is known is to be reached: by messages to it, and by its path below /agents. */
    private static void checkId(String agentId) {
        if (agentId.equals("*") || agentId.indexOf(':') >= 0) {
            throw Refused.parameter("agent_id", "is not * and has no colon, since those address topics and all");
        }
        if (agentId.equals(".") || agentId.equals("..")) {
            throw Refused.parameter("agent_id", "is not . or .., since no path leads there");
        }
        if (Names.hasControl(agentId) || Names.hasHalf(agentId)) {
            throw Refused.parameter("agent_id", "has no control character and no half of a surrogate pair");
        }
        if (agentId.indexOf(LOST) >= 0) {
            throw Refused.parameter("agent_id", "has no U+FFFD, which stands where characters were lost");
        }
    }
}
