package io.heliograph.agents.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.fleet.FleetPresetList.Preset;
import io.heliograph.contracts.json.RawJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The presets that can be pushed to agents: what {@code conf/presets.yaml} says. */
public final class PresetBook {
    static final String USUAL_FILE = "conf/presets.yaml";

    private static final int MOST = 1_000;
    private static final int LARGEST = 16 << 10;

    private final List<Preset> presets;

    private PresetBook(List<Preset> presets) {
        this.presets = List.copyOf(presets);
    }

    /** Reads the file and tells each of its problems. */
    static PresetBook read(Path file, Consumer<String> problems) {
        if (file.equals(Path.of(USUAL_FILE)) && !Files.exists(file)) {
            return new PresetBook(List.of());
        }
        try {
            return parse(Files.readString(file), problem -> problems.accept(file + ": " + problem));
        } catch (IOException e) {
            problems.accept(file + " cannot be read: check that it exists and may be read");
            return new PresetBook(List.of());
        }
    }

    /** The same for the text of a file. */
    public static PresetBook parse(String yaml, Consumer<String> problems) {
        List<Preset> presets = new ArrayList<>();
        Yaml.members(yaml, "presets", "preset", problems).forEach(member -> {
            String name = member.getKey();
            JsonNode node = member.getValue();
            String settings = node.path("settings").toString();
            if (name.isEmpty() || name.length() > Names.MAX_LENGTH) {
                problems.accept(name + ": a name takes 1 to " + Names.MAX_LENGTH + " characters");
            } else if (!node.path("settings").isObject() || settings.length() > LARGEST) {
                problems.accept(name + ": settings holds what agents are told, 16 KiB at the most");
            } else {
                presets.add(new Preset(name, node.path("summary").asText(null), new RawJson(settings)));
            }
        });
        if (presets.size() > MOST) {
            problems.accept("holds more than " + MOST + " presets");
        }
        return new PresetBook(presets);
    }

    public List<Preset> all() {
        return presets;
    }

    public Optional<Preset> find(String name) {
        return presets.stream().filter(preset -> preset.name().equals(name)).findFirst();
    }
}
