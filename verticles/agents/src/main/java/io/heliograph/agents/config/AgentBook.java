package io.heliograph.agents.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.heliograph.contracts.settings.InvalidSettings;
import io.heliograph.store.agents.AgentKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The agents that this node can run; nobody who may only call the hub can add to them. */
public final class AgentBook {
    private static final int MOST = 1_000;

    private final Map<AgentKey, AgentSpec> agents;

    private AgentBook(Map<AgentKey, AgentSpec> agents) {
        this.agents = Map.copyOf(agents);
    }

    /** Reads the file, or throws InvalidSettings with all that is wrong with it. */
    public static AgentBook read(Path file) {
        if (file.equals(AgentsConfig.USUAL_FILE) && !Files.exists(file)) {
            return new AgentBook(Map.of());
        }
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new InvalidSettings(
                    List.of("agents.file: " + file + " cannot be read: check that it exists and may be read"));
        }
    }

    static AgentBook parse(String yaml, String origin) {
        List<String> problems = new ArrayList<>();
        Map<AgentKey, AgentSpec> agents = new LinkedHashMap<>();
        JsonNode root = tree(yaml, origin);
        if (!root.isEmpty() && !(root.isObject() && root.size() == 1 && root.path("agents").isObject())) {
            problems.add(origin + ": holds 'agents', with one member for each agent, and nothing else");
        } else {
            root.path("agents").properties().forEach(member -> {
                AgentReader reader = new AgentReader(origin + ": " + member.getKey(), problems);
                AgentSpec agent = reader.read(member.getKey(), member.getValue());
                if (agent != null) {
                    agents.put(agent.key(), agent);
                }
            });
        }
        if (agents.size() > MOST) {
            problems.add(origin + ": holds more than " + MOST + " agents");
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettings(problems);
        }
        return new AgentBook(agents);
    }

    public Collection<AgentSpec> all() {
        return agents.values();
    }

    /** The agent of this key, null if this node cannot run it. */
    public AgentSpec find(AgentKey key) {
        return agents.get(key);
    }

    private static JsonNode tree(String yaml, String origin) {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try {
            return mapper.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new InvalidSettings(
                    List.of(origin + " is not valid YAML: " + e.getOriginalMessage().lines().findFirst().orElse("")));
        }
    }
}
