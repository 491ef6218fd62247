package io.heliograph.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.settings.InvalidSettings;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import io.heliograph.store.work.CustomMetric;
import io.heliograph.store.work.CustomMetric.Aggregation;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkConfigTest {
    @Test
    void figuresOfOnesOwnAreReadOffOneLine() {
        WorkConfig config = WorkConfig.from(
                settings("live.custom", "hottest = hardware.gpu temperature_c max, n=llm.interaction tokens  sum"));
        assertThat(config.view().metrics())
                .containsExactly(
                        new CustomMetric("hottest", "hardware.gpu", "temperature_c", Aggregation.MAX),
                        new CustomMetric("n", "llm.interaction", "tokens", Aggregation.SUM));
    }

    @Test
    void whatIsNoFigureIsNamedWithAnExample() {
        refused("Hottest = hardware.gpu temperature_c max", "'Hottest = hardware.gpu temperature_c max' takes figures");
        refused("a = b c", "such as hottest_gpu = hardware.gpu temperature_c max");
        refused("a = b c median", "'median' is none of count, sum, mean, min, max, last");
        refused(String.join(",", Collections.nCopies(51, "a = b c max")), "takes at most 50 figures");
    }

    private static void refused(String custom, String reason) {
        Settings settings = settings("live.custom", custom);
        WorkConfig.from(settings);
        assertThatThrownBy(settings::finish)
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("live.custom")
                .hasMessageContaining(reason);
    }

    private static Settings settings(String key, String value) {
        return new Settings(Map.of(key, new Setting(value, "test")), Map.of());
    }
}
