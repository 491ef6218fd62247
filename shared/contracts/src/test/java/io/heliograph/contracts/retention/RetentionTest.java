package io.heliograph.contracts.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.settings.InvalidSettings;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final Retention retention = retention("lab log.* 7d, lab gpu 90d, * log.debug 1h, lab * 3d, * job.* 60d");

    @Test
    void theFirstRuleThatNamesProjectAndTypeDecides() {
        assertThat(age("lab", "log.debug")).isEqualTo(Duration.ofDays(7));
        assertThat(age("lab", "gpu")).isEqualTo(Duration.ofDays(90));
        assertThat(age("lab", "gpu.fan")).isEqualTo(Duration.ofDays(3));
        assertThat(age("lab", "job.done")).isEqualTo(Duration.ofDays(3));
        assertThat(age("other", "log.debug")).isEqualTo(Duration.ofHours(1));
        assertThat(age("other", "log")).isEqualTo(Duration.ofDays(30));
        assertThat(age("other", "job.done")).isEqualTo(Duration.ofDays(60));
        assertThat(retention.longest()).isEqualTo(Duration.ofDays(90));
        assertThat(retention.earliest()).isEqualTo(NOW.minus(Duration.ofDays(90)));
    }

    @Test
    void anEventIsShownUntilTheVeryMomentThatItExpires() {
        Instant edge = NOW.minus(Duration.ofDays(30));
        assertThat(retention.horizon("other").shows("gpu", edge)).isTrue();
        assertThat(retention.horizon("other").shows("gpu", edge.minusNanos(1))).isFalse();
    }

    @Test
    void whatWasPrunedIsGoneWhateverTheRulesSay() {
        Instant pruned = NOW.minus(Duration.ofDays(2));
        retention.learn(new Floors(NOW.minus(Duration.ofDays(50)), Map.of("lab", pruned)));
        assertThat(age("lab", "gpu")).isEqualTo(Duration.ofDays(2));
        assertThat(age("lab", "log.debug")).isEqualTo(Duration.ofDays(2));
        assertThat(age("other", "log.debug")).isEqualTo(Duration.ofHours(1));
        assertThat(age("other", "job.done")).isEqualTo(Duration.ofDays(50));
        assertThat(retention.horizon("lab").earliest()).isEqualTo(pruned);
        assertThat(retention.earliest()).isEqualTo(NOW.minus(Duration.ofDays(50)));
    }

    @Test
    void withoutRulesThereIsOneAgeForAll() {
        Retention plain = retention("");
        assertThat(plain.isUneven()).isFalse();
        assertThat(plain.horizon("any").isEven()).isTrue();
        assertThat(plain.horizon("any").rest()).isEqualTo(NOW.minus(Duration.ofDays(30)));
    }

    @Test
    void aRuleThatSaysNothingUsefulIsNamed() {
        for (String bad : new String[] {
            "lab log.*", "lab log.* 7", "la/b log 7d", "lab l*g 7d", "lab log* 7d", "lab ** 7d", "lab log.* 0s"
        }) {
            Settings settings = settings(bad);
            RetentionRules.from(settings);
            assertThatThrownBy(settings::finish)
                    .as(bad)
                    .isInstanceOf(InvalidSettings.class)
                    .hasMessageContaining("retention.rules");
        }
    }

    private Duration age(String project, String type) {
        return Duration.between(retention.horizon(project).of(type), NOW);
    }

    private static Retention retention(String rules) {
        return new Retention(RetentionRules.from(settings(rules)), () -> NOW);
    }

    private static Settings settings(String rules) {
        return new Settings(Map.of("retention.rules", new Setting(rules, "test")), Map.of());
    }
}
