package io.heliograph.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.testkit.faults.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is stored is what was sent. */
class RoundTripTest {
    private final Door door = new Door();

    @Test
    void thePayloadsOfTwentyThousandEventsComeBackByteForByte() {
        long seed = Seed.of("RoundTripTest");
        JsonMaker maker = new JsonMaker(new Random(seed));
        for (int body = 0; body < 200; body++) {
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                sent.add(maker.object(2));
            }
            String events = sent.stream()
                    .map(payload -> "{\"type\":\"a\",\"payload\":" + payload + "}")
                    .collect(Collectors.joining(",", "[", "]"));
            assertThat(Door.events(door.json(events)))
                    .as("seed %d", seed)
                    .extracting(event -> event.payload().text())
                    .isEqualTo(sent);
        }
    }
}
