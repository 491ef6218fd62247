package io.heliograph.launcher.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** conf/heliograph.yaml and the code say the same. */
class SettingsFileTest {
    private static final Path FILE = Path.of("..", "..", "conf", "heliograph.yaml");

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
    void everyKeyHasItsReasonAbove() throws IOException {
        List<String> lines = Files.readAllLines(FILE);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches("  \\S.*:.*") && !lines.get(i).strip().startsWith("#")) {
                assertThat(lines.get(i - 1)).as("above: " + lines.get(i)).startsWith("  # ");
            }
        }
    }
}
