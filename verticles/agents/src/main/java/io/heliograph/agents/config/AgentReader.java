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
import java.util.function.Consumer;

/** Reads one agent of the file; what is wrong goes to the problems, and a default takes its place. */
final class AgentReader {
    private static final Set<String> OF_PROCESS =
            Set.of("kind", "project", "autostart", "start_on_message", "command", "directory", "environment");
    private static final Set<String> OF_SIMULATOR = Set.of("kind", "project", "autostart", "profile", "interval");
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

    private final Consumer<String> problems;

    AgentReader(Consumer<String> problems) {
        this.problems = problems;
    }

    AgentSpec read(String id, JsonNode node) {
        if (id.isEmpty() || id.length() > Names.MAX_LENGTH || id.indexOf('\0') >= 0) {
            problems.accept("an id takes 1 to " + Names.MAX_LENGTH + " characters");
        }
        String kind = text(node, "kind", "");
        AgentKey key = new AgentKey(project(node), id);
        boolean autostart = flag(node, "autostart");
        if (kind.equals("process")) {
            known(node, OF_PROCESS);
            Path directory = Path.of(text(node, "directory", "."));
            return new AgentSpec.Process(
                    key,
                    autostart,
                    flag(node, "start_on_message"),
                    command(node.path("command")),
                    directory,
                    environment(node));
        }
        if (!kind.equals("simulator")) {
            problems.accept("kind is process or simulator");
        } else {
            known(node, OF_SIMULATOR);
        }
        return new AgentSpec.Simulator(key, autostart, profile(node), interval(node));
    }

    private void known(JsonNode node, Set<String> names) {
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                String near = Nearest.to(name, names)
                        .map(word -> "; did you mean " + word + "?")
                        .orElse("");
                problems.accept("no such member '" + name + "'" + near);
            }
        });
    }

    private List<String> command(JsonNode node) {
        List<String> words = new ArrayList<>();
        node.forEach(word -> words.add(word.isValueNode() ? word.asText() : "\0"));
        if (!node.isArray() || words.isEmpty() || words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            problems.accept(
                    "command is a list of the program and its arguments, such as [/usr/bin/python3, reader.py]");
        }
        return words;
    }

    private Map<String, String> environment(JsonNode node) {
        Map<String, String> variables = new LinkedHashMap<>();
        node.path("environment").properties().forEach(variable -> {
            if (!variable.getKey().matches("[A-Za-z_][A-Za-z0-9_]*")
                    || !variable.getValue().isValueNode()) {
                problems.accept("environment holds variables and their texts");
            }
            variables.put(variable.getKey(), variable.getValue().asText());
        });
        return variables;
    }

    private Profile profile(JsonNode node) {
        try {
            return Profile.valueOf(text(node, "profile", "heart").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            problems.accept("profile is heart or gpu");
            return Profile.HEART;
        }
    }

    private Duration interval(JsonNode node) {
        try {
            Duration interval = Units.duration(text(node, "interval", "1s"));
            if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
                problems.accept("interval is 100ms or longer");
            }
            return interval;
        } catch (IllegalArgumentException e) {
            problems.accept("interval " + e.getMessage());
            return SHORTEST_INTERVAL;
        }
    }

    private String project(JsonNode node) {
        String project = text(node, "project", Caller.DEFAULT_PROJECT);
        if (!Projects.isName(project)) {
            problems.accept("project takes 1 to 64 letters, digits, '.', '_' and '-'");
        }
        return project;
    }

    private boolean flag(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            problems.accept(name + " takes true or false");
        }
        return value.asBoolean();
    }

    private String text(JsonNode node, String name, String byDefault) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isValueNode()) {
            problems.accept(name + " is one word or text");
        }
        return value.asText(byDefault);
    }
}
