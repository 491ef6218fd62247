package io.heliograph.launcher.settings;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gathers settings from where they may stand; from weak to strong: file, .env, environment, command line. */
public final class SettingsSources {
    private static final Path DEFAULT_FILE = Path.of("conf", "heliograph.yaml");
    private static final Path DOT_ENV = Path.of(".env");

    /** Variables that begin like a setting's and belong to the commands that talk to a hub. */
    private static final Set<String> OF_COMMANDS = Set.of("HELIOGRAPH_URL", "HELIOGRAPH_KEY", "HELIOGRAPH_CONFIG");

    private SettingsSources() {}

    /** Reads everything; {@code given} holds settings from the command line by key. */
    public static Settings read(Optional<Path> file, Map<String, String> environment, Map<String, String> given) {
        Map<String, String> variables = new HashMap<>();
        if (Files.exists(DOT_ENV)) {
            variables.putAll(DotEnv.parse(text(DOT_ENV)));
        }
        environment.forEach((name, value) -> {
            if (!value.isEmpty()) {
                variables.put(name, value);
            }
        });
        variables.keySet().removeAll(OF_COMMANDS);
        Map<String, Setting> byKey = new LinkedHashMap<>(yaml(file, environment));
        byKey.putAll(OldNames.translate(variables));
        given.forEach((key, value) -> variables.put(Settings.variableOf(key), value));
        return new Settings(byKey, variables);
    }

    private static Map<String, Setting> yaml(Optional<Path> asked, Map<String, String> environment) {
        Optional<Path> file = asked.or(
                () -> Optional.ofNullable(environment.get("HELIOGRAPH_CONFIG")).map(Path::of));
        if (file.isEmpty() && !Files.exists(DEFAULT_FILE)) {
            return Map.of();
        }
        Path path = file.orElse(DEFAULT_FILE);
        return parse(text(path), path.toString());
    }

    /** The settings of a YAML text: sections become dotted keys. */
    public static Map<String, Setting> parse(String yaml, String origin) {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                .build();
        try {
            Map<String, Setting> settings = new LinkedHashMap<>();
            flatten("", mapper.readTree(yaml), origin, settings);
            return settings;
        } catch (IOException e) {
            String reason = e.getMessage().lines().findFirst().orElse("");
            throw new CannotStart(origin + " is not valid YAML: " + reason);
        }
    }

    private static void flatten(String prefix, JsonNode node, String origin, Map<String, Setting> settings) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> flatten(
                            prefix.isEmpty() ? member.getKey() : prefix + "." + member.getKey(),
                            member.getValue(),
                            origin,
                            settings));
        } else if (node.isArray()) {
            StringBuilder words = new StringBuilder();
            node.forEach(word -> words.append(words.isEmpty() ? "" : ",").append(word.asText()));
            settings.put(prefix, new Setting(words.toString(), origin));
        } else if (!node.isNull() && !node.isMissingNode()) {
            settings.put(prefix, new Setting(node.asText(), origin));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CannotStart(
                    "The settings file " + file + " cannot be read: check that it exists and may be read.");
        }
    }
}
