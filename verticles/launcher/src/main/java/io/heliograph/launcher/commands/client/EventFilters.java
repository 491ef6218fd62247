package io.heliograph.launcher.commands.client;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which events a command is about. */
public final class EventFilters {
    @Option(names = "--type", paramLabel = "TYPE", description = "Only events of this type, such as hardware.gpu.")
    String type;

    @Option(names = "--source", paramLabel = "SOURCE", description = "Only events from this source.")
    String source;

    @Option(names = "--agent-id", paramLabel = "ID", description = "Only events about this agent.")
    String agentId;

    /** The filters that are set, as parameters of a request; the map is the caller's to add to. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "type", type);
        put(parameters, "source", source);
        put(parameters, "agent_id", agentId);
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
