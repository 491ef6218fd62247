package io.heliograph.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import io.heliograph.journal.JournalConfig.OnDamage;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class JournalConfigTest {
    @Test
    void theDefaultsStopAtDamage() {
        Settings settings = new Settings(Map.of(), Map.of());
        assertThat(JournalConfig.from(settings))
                .isEqualTo(new JournalConfig(64 << 20, 2, 8L << 30, 256 << 20, 64 << 20, Duration.ZERO, OnDamage.STOP));
        settings.finish();
    }

    @Test
    void everyKeyCanBeSet() {
        Settings settings = settings(Map.of(
                "journal.segment-size", "1MiB",
                "journal.max-size", "100MiB",
                "journal.min-free-space", "1GiB",
                "journal.queue-size", "2MiB",
                "journal.linger", "2ms",
                "journal.on-damage", "set-aside"));
        assertThat(JournalConfig.from(settings))
                .isEqualTo(new JournalConfig(
                        1 << 20, 2, 100 << 20, 1 << 30, 2 << 20, Duration.ofMillis(2), OnDamage.SET_ASIDE));
        settings.finish();
    }

    @Test
    void aBoundThatHoldsNoTwoSegmentsIsRefused() {
        Settings settings = settings(Map.of("journal.segment-size", "64MiB", "journal.max-size", "100MiB"));
        JournalConfig.from(settings);
        assertThatThrownBy(settings::finish).hasMessageContaining("journal.max-size: must hold two segments");
    }

    private static Settings settings(Map<String, String> values) {
        return new Settings(
                values.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Setting(entry.getValue(), "test"))),
                Map.of());
    }
}
