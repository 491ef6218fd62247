package io.heliograph.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.heliograph.contracts.settings.InvalidSettings;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsConfigTest {
    @Test
    void projectsMayHaveRatesOfTheirOwn() {
        LimitsConfig config = LimitsConfig.from(settings(Map.of(
                "limits.events-per-second", "100",
                "limits.bytes-per-second", "1MiB",
                "limits.projects", "noisy=1000, fat = 5/4MiB ,free=0")));
        assertThat(config.rateOf("any")).isEqualTo(new Rate(100, 1 << 20));
        assertThat(config.rateOf("noisy")).isEqualTo(new Rate(1_000, 0));
        assertThat(config.rateOf("fat")).isEqualTo(new Rate(5, 4 << 20));
        assertThat(config.rateOf("free").isUnlimited()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"noisy", "noisy=", "noisy=many", "noisy=-1", "noisy=1/2", "noisy=1/-2B", "noisy=1/"})
    void aRateThatCannotBeReadIsSaid(String projects) {
        assertThat(problem(Map.of("limits.projects", projects))).contains("limits.projects", projects);
    }

    @Test
    void theLimitHasRoomToMove() {
        assertThat(problem(Map.of("limits.min-in-flight", "10", "limits.max-in-flight", "9")))
                .contains("limits.max-in-flight", "limits.min-in-flight");
    }

    private static String problem(Map<String, String> values) {
        Settings settings = settings(values);
        LimitsConfig.from(settings);
        return catchThrowableOfType(InvalidSettings.class, settings::finish).getMessage();
    }

    private static Settings settings(Map<String, String> values) {
        return new Settings(
                values.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, value -> new Setting(value.getValue(), "test"))),
                Map.of());
    }
}
