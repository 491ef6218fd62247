package io.heliograph.agents.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Files that hold one section with named members. */
final class Yaml {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Yaml() {}

    /** The members of the section; none where anything is wrong with the whole. */
    static Set<Map.Entry<String, JsonNode>> members(
            String yaml, String section, String each, Consumer<String> problems) {
        try {
            JsonNode root = MAPPER.readTree(yaml);
            if (!root.isEmpty() && !(root.size() == 1 && root.path(section).isObject())) {
                problems.accept("holds '" + section + "', with one member for each " + each + ", and nothing else");
            }
            return root.path(section).properties();
        } catch (JsonProcessingException e) {
            problems.accept("is not valid YAML: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
            return Set.of();
        }
    }
}
