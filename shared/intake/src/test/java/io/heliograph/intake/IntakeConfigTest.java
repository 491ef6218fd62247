package io.heliograph.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.settings.InvalidSettings;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntakeConfigTest {
    @Test
    void theDefaultsAreTheLimitsThatTheTestsWorkWith() {
        Settings nothingSet = new Settings(Map.of(), Map.of());
        assertThat(IntakeConfig.from(nothingSet)).isEqualTo(Door.CONFIG);
        assertThat(nothingSet.defaults().keySet()).allMatch(key -> key.matches("(intake|masking)\\..*"));
    }

    @Test
    void everyLimitCanBeSetWithinItsBounds() {
        Settings settings = new Settings(
                Map.of(
                        "intake.max-depth", new Setting("8", "file"),
                        "intake.max-keys", new Setting("9", "file"),
                        "intake.max-string", new Setting("1KiB", "file"),
                        "intake.max-event-size", new Setting("2KiB", "file"),
                        "intake.max-events", new Setting("5", "file"),
                        "intake.max-ahead", new Setting("0s", "file"),
                        "intake.recent-ids", new Setting("1000", "file")),
                Map.of());
        assertThat(IntakeConfig.from(settings))
                .isEqualTo(new IntakeConfig(8, 9, 1024, 2048, 5, Duration.ZERO, 1000, Door.MASKING));
        settings.finish();
    }

    @Test
    void aLimitOutOfItsBoundsIsNamed() {
        Settings settings = new Settings(Map.of("intake.max-depth", new Setting("100000", "file")), Map.of());
        IntakeConfig.from(settings);
        assertThatThrownBy(settings::finish)
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("intake.max-depth");
    }

    @Test
    void aLimitThatTakesNoEventIsRefused() {
        assertThatThrownBy(() -> new IntakeConfig(1, 256, 1, 2, 1, Duration.ZERO, 2, Door.MASKING))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IntakeConfig(32, 256, 1, 2, 1, Duration.ofSeconds(-1), 2, Door.MASKING))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
