package io.heliograph.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import io.heliograph.testkit.faults.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** B28: batches that were valid once, bent in every way, are taken or refused and never anything else. */
@Tag("fault")
class FuzzTest {
    private static final int EXECUTIONS = Rounds.of("fuzz-executions", 50_000, 10_000_000);
    private static final int READ_BY_JACKSON = 50;
    private static final int CORPUS = 64;
    private static final List<String> WORDS = List.of(
            "\\u0000",
            "\\ud83d",
            "\\ude00",
            "1e999",
            "-0",
            "null",
            "[]",
            "{}",
            "[[[[[[[[",
            "//",
            "\"id\":\"a\",",
            "\"payload\":{}",
            "\"type\":\"t\",",
            "\"timestamp\":",
            "\"events\":[",
            "}",
            "]",
            ",",
            ":",
            "\"",
            "\n",
            "\u0000",
            "\u00FF",
            "\u00C0\u00AF",
            "\u00ED\u00A0\u00BD",
            "\u00EF\u00BB\u00BF",
            "9223372036854775808",
            "infinity");
    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Door door = new Door();
    private final long seed = Seed.of("FuzzTest");
    private final Random random = new Random(seed);
    private final List<byte[]> corpus = new ArrayList<>();
    private long taken;
    private long refused;

    @Test
    void bentBatchesAreTakenOrRefused() throws JsonProcessingException {
        JsonMaker maker = new JsonMaker(random);
        for (int i = 0; i < CORPUS; i++) {
            corpus.add(Door.utf8(body(maker, i)));
        }
        for (int execution = 0; execution < EXECUTIONS; execution++) {
            byte[] body = bent(corpus.get(random.nextInt(CORPUS)));
            BodyFormat format = BodyFormat.values()[random.nextInt(BodyFormat.values().length)];
            try {
                EventBatch batch = door.read(body, format);
                taken += batch.count();
                if (execution % READ_BY_JACKSON == 0) {
                    check(batch);
                }
            } catch (Refused e) {
                assertThat(e.problem().kind().status()).isBetween(400, 499);
                refused++;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(
                        "seed %d, %s: %s".formatted(seed, format, new String(body, StandardCharsets.ISO_8859_1)), e);
            }
        }
        Outcome.of(
                "B28",
                "%d bent bodies from seed %d: %d events taken, %d bodies refused as a whole, nothing else",
                EXECUTIONS,
                seed,
                taken,
                refused);
        assertThat(taken).as("seed %d", seed).isGreaterThan(EXECUTIONS / 10);
        assertThat(refused).as("seed %d", seed).isGreaterThan(EXECUTIONS / 1000);
    }

    /** What was taken can be read again, and its payloads by others. */
    private void check(EventBatch batch) throws JsonProcessingException {
        List<JournaledEvent> events = Door.events(batch);
        assertThat(events).as("seed %d", seed).hasSize(batch.count());
        assertThat(batch.received())
                .isEqualTo(batch.count()
                        + batch.receipt().rejected().size()
                        + batch.receipt().duplicates());
        for (JournaledEvent event : events) {
            assertThat(JACKSON.readTree(event.payload().text()).isObject()).isTrue();
        }
    }

    private static String body(JsonMaker maker, int shape) {
        String events = maker.event() + "," + maker.event() + "," + maker.event();
        return switch (shape % 4) {
            case 0 -> "[" + events + "]";
            case 1 -> "{\"events\":[" + events + "]}";
            case 2 -> maker.event();
            default -> maker.event() + "\n" + maker.event();
        };
    }

    private byte[] bent(byte[] valid) {
        byte[] body = valid;
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int at = random.nextInt(body.length + 1);
            int end = Math.min(body.length, at + random.nextInt(12));
            body = switch (random.nextInt(7)) {
                case 0 -> joined(body, at, new byte[] {(byte) random.nextInt(256)}, Math.min(body.length, at + 1));
                case 1 -> joined(body, at, new byte[0], end);
                case 2 -> joined(body, at, word(), at);
                case 3 -> joined(body, at, word(), end);
                case 4 -> joined(body, at, Arrays.copyOfRange(body, at, end), at);
                case 5 -> Arrays.copyOf(body, at);
                default -> spliced(body, at);
            };
        }
        return body;
    }

    private byte[] word() {
        return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The front of one body and the rest of another. */
    private byte[] spliced(byte[] body, int at) {
        byte[] other = corpus.get(random.nextInt(CORPUS));
        return joined(
                Arrays.copyOf(body, at), at, Arrays.copyOfRange(other, random.nextInt(other.length), other.length), at);
    }

    private static byte[] joined(byte[] body, int until, byte[] middle, int from) {
        byte[] joined = new byte[until + middle.length + body.length - from];
        System.arraycopy(body, 0, joined, 0, until);
        System.arraycopy(middle, 0, joined, until, middle.length);
        System.arraycopy(body, from, joined, until + middle.length, body.length - from);
        return joined;
    }
}
