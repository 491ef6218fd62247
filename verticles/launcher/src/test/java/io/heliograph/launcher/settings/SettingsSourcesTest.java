package io.heliograph.launcher.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.contracts.settings.InvalidSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsSourcesTest {
    @TempDir
    Path directory;

    @Test
    void theStrongerSourceWins() throws IOException {
        Path file = file("http:\n  host: 127.0.0.2\n  port: 1000\nlive:\n  interval: 9s\n");

        HubConfig config = read(
                file,
                Map.of(
                        "API_PORT",
                        "2000",
                        "HELIOGRAPH_LIVE_INTERVAL",
                        "7s",
                        "TELEMETRY_INTERVAL_SECONDS",
                        "8",
                        "TELEMETRY_API_KEY",
                        "secret"),
                Map.of("live.interval", "6s"));

        assertThat(config.gateway().host()).isEqualTo("127.0.0.2");
        assertThat(config.gateway().port()).isEqualTo(2000);
        assertThat(config.liveInterval()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void oldNamesStandForTheirSettings() throws IOException {
        HubConfig config = read(
                file(""),
                Map.of(
                        "API_HOST", "0.0.0.0",
                        "API_PORT", "9001",
                        "TELEMETRY_ALLOWED_ORIGINS", "http://a.example,http://b.example",
                        "TELEMETRY_API_KEY", "secret",
                        "TELEMETRY_RETENTION_SECONDS", "14400",
                        "TELEMETRY_INTERVAL_SECONDS", "5"),
                Map.of());

        assertThat(config.gateway().host()).isEqualTo("0.0.0.0");
        assertThat(config.gateway().port()).isEqualTo(9001);
        assertThat(config.gateway().guard().origins().names())
                .containsExactlyInAnyOrder("http://a.example", "http://b.example");
        assertThat(config.gateway().apiKey()).isEqualTo("secret");
        assertThat(config.retention().rules().maxAge()).isEqualTo(Duration.ofHours(4));
        assertThat(config.liveInterval()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void everyProblemIsNamedAtOnce() throws IOException {
        Path file = file("http:\n  port: 70000\n  body-limt: 8MiB\nlive:\n  interval: soon\nnode:\n  roles: gateway\n");

        List<String> problems = problems(
                file, Map.of("HELIOGRAPH_DATABSE_URL", "x", "TELEMETRY_INTERVAL_SECONDS", "0", "API_HOST", "0.0.0.0"));

        assertThat(problems).hasSize(6);
        assertThat(problems).anyMatch(line -> line.startsWith("http.port (") && line.contains("is outside 0..65535"));
        assertThat(problems)
                .anyMatch(line -> line.contains("http.body-limt") && line.endsWith("did you mean http.body-limit?"));
        assertThat(problems)
                .anyMatch(line -> line.contains("live.interval (TELEMETRY_INTERVAL_SECONDS): '0s' is outside"));
        assertThat(problems).anyMatch(line -> line.startsWith("node.roles: gateway and drain go together"));
        assertThat(problems)
                .anyMatch(
                        line -> line.startsWith("HELIOGRAPH_DATABSE_URL") && line.endsWith("HELIOGRAPH_DATABASE_URL?"));
        assertThat(problems).anyMatch(line -> line.startsWith("http.host: '0.0.0.0' is reachable from other machines"));
    }

    @Test
    void aFileThatIsNoYamlIsOneSentence() throws IOException {
        Path file = file("http: [unclosed\n");

        assertThatThrownBy(() -> read(file, Map.of(), Map.of()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("is not valid YAML")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aMissingFileThatWasAskedForIsRefused() {
        assertThatThrownBy(() -> read(directory.resolve("none.yaml"), Map.of(), Map.of()))
                .isInstanceOf(CannotStart.class);
    }

    @Test
    void dotEnvLinesAreReadWithQuotesAndComments() {
        String text = "# c\nAPI_PORT=1\nexport A=\"b # c\"\nB='x'\nC=1 # one\nEMPTY=\nno line\n";

        assertThat(DotEnv.parse(text)).isEqualTo(Map.of("API_PORT", "1", "A", "b # c", "B", "x", "C", "1"));
    }

    private List<String> problems(Path file, Map<String, String> environment) {
        try {
            read(file, environment, Map.of());
        } catch (InvalidSettings e) {
            return e.problems();
        }
        return List.of();
    }

    private static HubConfig read(Path file, Map<String, String> environment, Map<String, String> given) {
        return HubConfig.from(SettingsSources.read(Optional.of(file), environment, given));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("heliograph.yaml"), text);
    }
}
