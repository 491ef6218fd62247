package io.heliograph.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.testkit.faults.Seed;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nothing under a masked key survives, however it is written, and everything else is byte for byte as it came. */
class MaskingPropertyTest {
    private static final int EVENTS = 20_000;

    @Test
    void nothingUnderAMaskedKeySurvivesAndEverythingElseDoes() {
        long seed = Seed.of("MaskingPropertyTest");
        Random random = new Random(seed);
        Door door = new Door();
        for (int i = 0; i < EVENTS; i++) {
            StringBuilder sent = new StringBuilder("{\"type\":\"a\",\"payload\":");
            StringBuilder kept = new StringBuilder();
            new SecretMaker(random).object(sent, kept, 0);
            String payload = door.one(sent.append('}').toString()).payload().text();
            assertThat(payload).as("seed %d: %s", seed, sent).isEqualTo(kept.toString());
            assertThat(payload).as("seed %d", seed).doesNotContain(SecretMaker.SECRET);
        }
        assertThat(door.intake.masked()).as("seed %d", seed).isGreaterThan(EVENTS / 2);
    }
}
