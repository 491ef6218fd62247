package io.heliograph.agents.config;

import io.heliograph.contracts.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;

/** Which agents the hub may run, how many, and how sure nodes are of each other. */
public record AgentsConfig(
        AgentBook book,
        PresetBook presets,
        int maxRunning,
        Duration lease,
        Duration stopTimeout,
        Duration longestPause,
        int maxLine) {
    /** A file of this name may be missing; any other must be there. */
    static final String USUAL_FILE = "conf/agents.yaml";

    public static AgentsConfig from(Settings settings) {
        Path file = Path.of(settings.text("agents.file", USUAL_FILE));
        Path presets = Path.of(settings.text("agents.presets", PresetBook.USUAL_FILE));
        return new AgentsConfig(
                AgentBook.read(file, problem -> settings.problem("agents.file", problem)),
                PresetBook.read(presets, problem -> settings.problem("agents.presets", problem)),
                settings.integer("agents.max-running", 50, 0, 1_000),
                settings.duration("agents.lease", "9s", "3s", "10m"),
                settings.duration("agents.stop-timeout", "3s", "0s", "10s"),
                settings.duration("agents.longest-pause", "1m", "1s", "1h"),
                (int) settings.size("agents.max-line", "256KiB", "1KiB", "8MiB"));
    }

    /** How often leases are renewed. */
    public Duration renewEvery() {
        return lease.dividedBy(3);
    }

    /** A lease that could not be renewed for so long is given up: its agent is asked to end. */
    public Duration surrenderAfter() {
        return lease.multipliedBy(2).dividedBy(3);
    }

    /** A lease that could not be renewed for so long runs no agent any more, whatever has happened; some time before others may take it. */
    public Duration hold() {
        return lease.multipliedBy(8).dividedBy(9);
    }
}
