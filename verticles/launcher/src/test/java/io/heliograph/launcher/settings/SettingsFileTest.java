package io.heliograph.launcher.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** conf/heliograph.yaml and the code say the same. */
class SettingsFileTest {
    private static final Path FILE = Path.of("..", "..", "conf", "heliograph.yaml");
    private static final Path LIMITS = Path.of("..", "..", "docs", "limits.md");

    @Test
    void theFileHoldsEveryKeyWithItsDefault() throws IOException {
        Settings settings = new Settings(Map.of(), Map.of());
        HubConfig.from(settings);
        Map<String, String> written = new TreeMap<>();
        SettingsSources.parse(Files.readString(FILE), "conf/heliograph.yaml")
                .forEach((key, setting) -> written.put(key, setting.value()));

        assertThat(written).isEqualTo(new TreeMap<>(settings.defaults()));
    }

    @Test
    void theTableOfLimitsNamesKeysThatExist() throws IOException {
        Settings settings = new Settings(Map.of(), Map.of());
        HubConfig.from(settings);
        Matcher key = Pattern.compile("`([a-z]+\\.[a-z][a-z-]+)(: [^`]*)?`").matcher(Files.readString(LIMITS));
        Set<String> named = key.results().map(found -> found.group(1)).collect(Collectors.toSet());
        assertThat(named).hasSizeGreaterThan(30);
        assertThat(settings.defaults().keySet()).containsAll(named);
    }

    @Test
    void everyKeyHasItsReasonAbove() throws IOException {
        List<String> lines = Files.readAllLines(FILE);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches("  \\S.*:.*") && !lines.get(i).strip().startsWith("#")) {
                assertThat(lines.get(i - 1)).as("above: " + lines.get(i)).startsWith("  # ");
            }
        }
    }
}
