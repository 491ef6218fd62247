package io.heliograph.agents.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.agents.config.AgentSpec.Profile;
import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Projects;
import io.heliograph.contracts.settings.Nearest;
import io.heliograph.contracts.settings.Units;
import io.heliograph.store.agents.AgentKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads one agent of the file; what is wrong goes to the problems, and no agent comes back. */
final class AgentReader {
    private static final Set<String> OF_PROCESS =
            Set.of("kind", "project", "autostart", "command", "directory", "environment");
    private static final Set<String> OF_SIMULATOR = Set.of("kind", "project", "autostart", "profile", "interval");
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

    private final String origin;
    private final List<String> problems;
    private final int before;

    AgentReader(String origin, List<String> problems) {
        this.origin = origin;
        this.problems = problems;
        before = problems.size();
    }

    /** null if anything is wrong. */
    AgentSpec read(String id, JsonNode node) {
        if (id.isEmpty() || id.length() > Names.MAX_LENGTH || id.indexOf('\0') >= 0) {
            problem("an id takes 1 to " + Names.MAX_LENGTH + " characters");
        }
        String kind = text(node, "kind", "");
        AgentKey key = new AgentKey(project(node), id);
        boolean autostart = flag(node, "autostart");
        AgentSpec agent = null;
        switch (kind) {
            case "process" -> {
                known(node, OF_PROCESS);
                List<String> command = command(node.path("command"));
                Path directory = Path.of(text(node, "directory", "."));
                agent = new AgentSpec.Process(key, autostart, command, directory, environment(node));
            }
            case "simulator" -> {
                known(node, OF_SIMULATOR);
                agent = new AgentSpec.Simulator(key, autostart, profile(node), interval(node));
            }
            default -> problem("kind is process or simulator");
        }
        return problems.size() == before ? agent : null;
    }

    private void known(JsonNode node, Set<String> names) {
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                String near = Nearest.to(name, names)
                        .map(word -> "; did you mean " + word + "?")
                        .orElse("");
                problem("no such member '" + name + "'" + near);
            }
        });
    }

    private List<String> command(JsonNode node) {
        List<String> words = new ArrayList<>();
        node.forEach(word -> words.add(word.isValueNode() ? word.asText() : "\0"));
        if (!node.isArray() || words.isEmpty() || words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            problem("command is a list of the program and its arguments, such as [/usr/bin/python3, reader.py]");
        }
        return words;
    }

    private Map<String, String> environment(JsonNode node) {
        Map<String, String> variables = new LinkedHashMap<>();
        node.path("environment").properties().forEach(variable -> {
            if (!variable.getKey().matches("[A-Za-z_][A-Za-z0-9_]*")
                    || !variable.getValue().isValueNode()) {
                problem("environment holds variables and their texts");
            }
            variables.put(variable.getKey(), variable.getValue().asText());
        });
        return variables;
    }

    private Profile profile(JsonNode node) {
        try {
            return Profile.valueOf(text(node, "profile", "heart").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            problem("profile is heart or gpu");
            return Profile.HEART;
        }
    }

    private Duration interval(JsonNode node) {
        try {
            Duration interval = Units.duration(text(node, "interval", "1s"));
            if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
                problem("interval is 100ms or longer");
            }
            return interval;
        } catch (IllegalArgumentException e) {
            problem("interval " + e.getMessage());
            return SHORTEST_INTERVAL;
        }
    }

    private String project(JsonNode node) {
        String project = text(node, "project", Caller.DEFAULT_PROJECT);
        if (!Projects.isName(project)) {
            problem("project takes 1 to 64 letters, digits, '.', '_' and '-'");
        }
        return project;
    }

    private boolean flag(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            problem(name + " takes true or false");
        }
        return value.asBoolean();
    }

    private String text(JsonNode node, String name, String byDefault) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isValueNode()) {
            problem(name + " is one word or text");
        }
        return value.asText(byDefault);
    }

    private void problem(String detail) {
        problems.add(origin + ": " + detail);
    }
}
