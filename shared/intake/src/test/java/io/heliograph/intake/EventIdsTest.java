package io.heliograph.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.testkit.faults.Seed;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdsTest {
    @Test
    void anIdIsAUuidOfVersionSevenWithTheMillisecondsOfTheEvent() {
        long seed = Seed.of("EventIdsTest");
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            long millis = random.nextLong() >>> 16 >>> random.nextInt(48);
            String id = next(millis * 1000 + random.nextInt(1000));
            UUID uuid = UUID.fromString(id);
            assertThat(uuid.version()).isEqualTo(7);
            assertThat(uuid.variant()).isEqualTo(2);
            assertThat(EventIds.millisOf(id)).as("seed %d", seed).hasValue(millis);
            assertThat(EventIds.millisOf(id.toUpperCase(Locale.ROOT))).hasValue(millis);
        }
    }

    @Test
    void idsOfOneMomentDiffer() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            ids.add(next(1));
        }
        assertThat(ids).hasSize(100_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run-1",
                "0194bd2c-8c00-4000-8000-000000000000",
                "0194bd2c-8c00-7000-c000-000000000000",
                "0194bd2c-8c00-7000-8000-00000000000g",
                "0194bd2c-8c00-7000-8000-0000000000000",
                "0194bd2c+8c00-7000-8000-000000000000",
                "0194bd2c-+c00-7000-8000-000000000000",
                "٠194bd2c-8c00-7000-8000-000000000000",
            })
    void otherTextsCarryNoTime(String id) {
        assertThat(EventIds.millisOf(id)).isEmpty();
    }

    @Test
    void aTimeBefore1970HasNoId() {
        assertThatThrownBy(() -> EventIds.high(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String next(long timestampMicros) {
        return new UUID(EventIds.high(timestampMicros), EventIds.low()).toString();
    }
}
