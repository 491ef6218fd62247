package io.heliograph.agents.config;

import io.heliograph.store.agents.AgentKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The agents that this node can run; nobody who may only call the hub can add to them. */
public final class AgentBook {
    private static final int MOST = 1_000;

    /** A file of this name may be missing; any other must be there. */
    private static final Path USUAL_FILE = Path.of(AgentsConfig.USUAL_FILE);

    private final Map<AgentKey, AgentSpec> agents;

    private AgentBook(Map<AgentKey, AgentSpec> agents) {
        this.agents = Map.copyOf(agents);
    }

    /** Reads the file and tells each of its problems; what has none is in the book. */
    static AgentBook read(Path file, Consumer<String> problems) {
        if (file.equals(USUAL_FILE) && !Files.exists(file)) {
            return new AgentBook(Map.of());
        }
        try {
            return parse(Files.readString(file), problem -> problems.accept(file + ": " + problem));
        } catch (IOException e) {
            problems.accept(file + " cannot be read: check that it exists and may be read");
            return new AgentBook(Map.of());
        }
    }

    /** The same for the text of a file. */
    public static AgentBook parse(String yaml, Consumer<String> problems) {
        Map<AgentKey, AgentSpec> agents = new LinkedHashMap<>();
        Yaml.members(yaml, "agents", "agent", problems).forEach(member -> {
            String id = member.getKey();
            AgentSpec agent =
                    new AgentReader(problem -> problems.accept(id + ": " + problem)).read(id, member.getValue());
            agents.put(agent.key(), agent);
        });
        if (agents.size() > MOST) {
            problems.accept("holds more than " + MOST + " agents");
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
}
