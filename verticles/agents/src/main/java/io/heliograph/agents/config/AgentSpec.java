package io.heliograph.agents.config;

import io.heliograph.store.agents.AgentKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One agent that the hub may run: what {@code conf/agents.yaml} says of it. */
public sealed interface AgentSpec {
    AgentKey key();

    /** Whether it shall run when it is seen for the first time. */
    boolean autostart();

    /** Whether a message to it starts it. */
    boolean startOnMessage();

    String kind();

    /** A child process of the hub. */
    record Process(
            AgentKey key,
            boolean autostart,
            boolean startOnMessage,
            List<String> command,
            Path directory,
            Map<String, String> environment)
            implements AgentSpec {
        public Process {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }

        @Override
        public String kind() {
            return "process";
        }
    }

    /** Made-up measurements, for tours and tests. */
    record Simulator(AgentKey key, boolean autostart, Profile profile, Duration interval) implements AgentSpec {
        @Override
        public boolean startOnMessage() {
            return false;
        }

        @Override
        public String kind() {
            return "simulator";
        }
    }

    /** What a simulator measures. */
    enum Profile {
        /** Heart rate and temperature of somebody. */
        HEART,
        /** A graphics card. */
        GPU
    }
}
