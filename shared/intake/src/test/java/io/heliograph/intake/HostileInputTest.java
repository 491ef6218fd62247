package io.heliograph.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.problems.Refused;
import io.heliograph.testkit.faults.Seed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bytes that mean harm: they cost a refusal and nothing else. */
class HostileInputTest {
    private static final String EVENT = "{\"type\":\"a\"}";

    private final Door door = new Door();

    @Test
    void randomBytesAreNeverMoreThanRefused() {
        long seed = Seed.of("HostileInputTest");
        Random random = new Random(seed);
        byte[] likely = Door.utf8("{}[]\",:\\ue019-+.tfn \n\u00e9\"type\"\"events\"");
        for (int i = 0; i < 40_000; i++) {
            byte[] body = new byte[random.nextInt(60)];
            random.nextBytes(body);
            for (int at = 0; i % 4 != 0 && at < body.length; at++) {
                body[at] = likely[Math.floorMod(body[at], likely.length)];
            }
            assertAnswered(body, seed);
        }
    }

    @Test
    void aBatchCutOrDamagedAnywhereIsNeverMoreThanRefused() {
        long seed = Seed.of("HostileInputTest");
        Random random = new Random(seed);
        JsonMaker maker = new JsonMaker(random);
        for (int i = 0; i < 60; i++) {
            String events = maker.event() + "," + maker.event();
            byte[] body = Door.utf8(i % 2 == 0 ? "{\"events\":[" + events + "]}" : "[" + events + "]");
            for (int at = 0; at < body.length; at++) {
                byte kept = body[at];
                body[at] = (byte) random.nextInt(256);
                assertAnswered(body, seed);
                body[at] = kept;
            }
        }
    }

    @Test
    void aBodyCutAtAnyByteKeepsTheEventsBeforeTheCut() {
        String first = "{\"type\":\"é\\n\",\"payload\":{\"a\":[1,{\"b\":null}]}}";
        byte[] body = Door.utf8("[" + first + "," + first + "]");
        int firstEnds = 1 + Door.utf8(first).length;
        for (int length = 1; length < body.length; length++) {
            EventBatch batch = door.read(Arrays.copyOf(body, length), BodyFormat.JSON);
            // An event counts once the comma or bracket behind it has come.
            assertThat(batch.count()).as("cut at %d", length).isEqualTo(length > firstEnds ? 1 : 0);
            assertThat(batch.receipt().rejected()).hasSize(1);
        }
    }

    @Test
    void nestingOfAnyDepthTakesNoStack() {
        for (String open : List.of("[", "{\"a\":", "[{\"type\":")) {
            for (String body :
                    List.of("%s", "[{\"type\":\"a\"},%s", "{\"type\":\"a\",\"x\":%s", "{\"x\":%s", "{\"events\":[%s")) {
                byte[] bytes = Door.utf8(body.formatted(open.repeat(100_000)));
                assertAnswered(bytes, 0);
            }
        }
    }

    @Test
    void hugeObjectsAreTurnedAwayEarlyAndTheirNeighboursAreTaken() {
        String keys =
                IntStream.range(0, 300_000).mapToObj(i -> "\"" + i + "\":1").collect(Collectors.joining(","));
        EventBatch batch = door.json("[" + EVENT + ",{\"type\":\"b\",\"payload\":{" + keys + "}}," + EVENT + "]");
        assertThat(batch.count()).isEqualTo(2);
        assertThat(batch.receipt().rejected())
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.code()).isEqualTo("too-many-keys"));
    }

    @Test
    void aBatchOfNothingButBadEventsIsAnswered() {
        EventBatch batch = door.json("[" + "x,".repeat(9_999) + "x]");
        assertThat(batch.receipt().rejected()).hasSize(10_000);
    }

    @Test
    void detailsRepeatLittleAndNothingThatSteers() {
        String key = "\\u202e\\u001b[2J" + "k".repeat(100);
        String detail = door.rejection("{\"type\":\"a\",\"" + key + "\":{\"" + key + "\":{\"" + key + "\":nul}}}")
                .detail();
        assertThat(detail).startsWith("…").contains("'n' stands where a value should stand");
        assertThat(detail.indexOf(": ")).isLessThanOrEqualTo(64);
        String shown =
                door.rejection("{\"type\":\"a\",\"\\u202e\\u001b[2J\":nul}").detail();
        assertThat(shown).startsWith("\\u202e\\u001b[2J: ");
    }

    private void assertAnswered(byte[] body, long seed) {
        for (BodyFormat format : BodyFormat.values()) {
            try {
                EventBatch batch = door.read(body.clone(), format);
                if (batch.received() == 0 || Door.events(batch).size() != batch.count()) {
                    throw new IllegalStateException("no outcome: " + batch.receipt());
                }
            } catch (Refused e) {
                assertThat(e.problem().kind().status()).isBetween(400, 499);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ": " + new String(body, StandardCharsets.ISO_8859_1), e);
            }
        }
    }
}
