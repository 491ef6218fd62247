package io.heliograph.contracts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.heliograph.contracts.settings.Settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private enum Mode {
        OFF,
        TCP_IP
    }

    @Test
    void whatIsNotSetHasItsDefault() {
        Settings settings = settings(Map.of());
        assertThat(settings.text("a.text", "x")).isEqualTo("x");
        assertThat(settings.integer("a.number", 7, 1, 9)).isEqualTo(7);
        assertThat(settings.size("a.size", "8KiB", "1KiB", "1MiB")).isEqualTo(8192);
        assertThat(settings.duration("a.time", "3s", "1s", "1m")).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.flag("a.flag", true)).isTrue();
        assertThat(settings.choice("a.mode", Mode.TCP_IP)).isEqualTo(Mode.TCP_IP);
        assertThat(settings.list("a.list", "x, y")).containsExactly("x", "y");
        settings.finish();
        assertThat(settings.defaults())
                .containsEntry("a.mode", "tcp-ip")
                .containsEntry("a.size", "8KiB")
                .hasSize(7);
    }

    @Test
    void whatIsSetIsRead() {
        Settings settings = settings(Map.of(
                "a.text",
                " x ",
                "a.number",
                "9",
                "a.size",
                "1MiB",
                "a.time",
                "1m",
                "a.flag",
                "false",
                "a.mode",
                "tcp-ip",
                "a.list",
                " x ,, y,"));
        assertThat(settings.text("a.text", "")).isEqualTo("x");
        assertThat(settings.integer("a.number", 7, 1, 9)).isEqualTo(9);
        assertThat(settings.size("a.size", "8KiB", "1KiB", "1MiB")).isEqualTo(1 << 20);
        assertThat(settings.duration("a.time", "3s", "1s", "1m")).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.flag("a.flag", true)).isFalse();
        assertThat(settings.choice("a.mode", Mode.OFF)).isEqualTo(Mode.TCP_IP);
        assertThat(settings.list("a.list", "")).containsExactly("x", "y");
        assertThat(settings.isSet("a.text")).isTrue();
        assertThat(settings.isSet("a.other")).isFalse();
        settings.finish();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "number | 0      | is outside 1..9",
                "number | 10     | is outside 1..9",
                "number | nine   | is not a number",
                "number | 99999999999999999999 | is not a number",
                "size   | 1023B  | is outside 1KiB..1MiB",
                "size   | 2MiB   | is outside 1KiB..1MiB",
                "size   | 8      | is not a size such as 512B, 64KiB, 8MiB or 2GiB",
                "time   | 999ms  | is outside 1s..1m",
                "time   | 61s    | is outside 1s..1m",
                "time   | 10     | is not a duration such as 500ms, 3s, 5m, 4h or 30d",
                "flag   | yes    | takes true or false",
                "mode   | TCP_IP | takes one of off, tcp-ip"
            })
    void aBadValueIsNamedWithItsPlaceAndWhatIsTaken(String key, String value, String reason) {
        Settings settings = settings(Map.of("a." + key, value));
        readAll(settings);
        assertThat(problems(settings)).containsExactly("a.%s (file:7): '%s' %s".formatted(key, value, reason));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Settings settings = new Settings(
                Map.of("a.number", set("0"), "a.flga", set("true"), "zzzzzzzzzz", set("")),
                Map.of("HELIOGRAPH_A_TIME", "soon", "HELIOGRAPH_A_MOED", "off", "PATH", "/bin"));
        readAll(settings);
        settings.problem("a.mode", "does not go with a.list");
        assertThat(problems(settings))
                .containsExactlyInAnyOrder(
                        "a.number (file:7): '0' is outside 1..9",
                        "a.time (HELIOGRAPH_A_TIME): 'soon' is not a duration such as 500ms, 3s, 5m, 4h or 30d",
                        "a.mode: does not go with a.list",
                        "a.flga (file:7): no such setting; did you mean a.flag?",
                        "zzzzzzzzzz (file:7): no such setting",
                        "HELIOGRAPH_A_MOED: no such setting; did you mean HELIOGRAPH_A_MODE?");
    }

    @Test
    void theEnvironmentOverridesTheFile() {
        Settings settings = new Settings(Map.of("a.max-size", set("1")), Map.of("HELIOGRAPH_A_MAX_SIZE", "2"));
        assertThat(settings.integer("a.max-size", 7, 1, 9)).isEqualTo(2);
        settings.finish();
        assertThat(Settings.variableOf("http.body-limit")).isEqualTo("HELIOGRAPH_HTTP_BODY_LIMIT");
    }

    private static Settings settings(Map<String, String> file) {
        return new Settings(
                file.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> set(each.getValue()))),
                Map.of());
    }

    private static Setting set(String value) {
        return new Setting(value, "file:7");
    }

    private static void readAll(Settings settings) {
        settings.integer("a.number", 7, 1, 9);
        settings.size("a.size", "8KiB", "1KiB", "1MiB");
        settings.duration("a.time", "3s", "1s", "1m");
        settings.flag("a.flag", false);
        settings.choice("a.mode", Mode.OFF);
    }

    private static List<String> problems(Settings settings) {
        InvalidSettings invalid = catchThrowableOfType(InvalidSettings.class, settings::finish);
        assertThat(invalid).hasMessage(String.join("\n", invalid.problems()));
        return invalid.problems();
    }
}
