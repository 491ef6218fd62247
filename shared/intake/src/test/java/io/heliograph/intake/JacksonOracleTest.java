package io.heliograph.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.events.IngestReceipt.Rejection;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.testkit.faults.Seed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What we take, Jackson takes, and sees the same in it; what is valid and within the limits, we take. */
class JacksonOracleTest {
    private static final int DOCUMENTS = 20_000;
    private static final Set<String> NAMED = Set.of("type", "source", "agent_id", "timestamp", "id", "payload");
    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Door door = new Door();

    @Test
    void everyValidEventIsTakenAndMeansTheSame() throws JsonProcessingException {
        long seed = Seed.of("JacksonOracleTest");
        JsonMaker maker = new JsonMaker(new Random(seed));
        for (int i = 0; i < DOCUMENTS; i++) {
            String sent = maker.event();
            EventBatch batch = door.json(sent);
            assertThat(batch.count())
                    .as("seed %d: %s %s", seed, sent, batch.receipt())
                    .isEqualTo(1);
            assertSame(Door.events(batch).get(0), JACKSON.readTree(sent), seed);
        }
    }

    @Test
    void damagedEventsAreTakenOnlyWhereJacksonTakesThem() {
        long seed = Seed.of("JacksonOracleTest");
        Random random = new Random(seed);
        JsonMaker maker = new JsonMaker(random);
        int taken = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            byte[] sent = damaged(Door.utf8(maker.event()), random);
            taken += compare(sent, seed);
        }
        assertThat(taken).as("seed %d", seed).isBetween(DOCUMENTS / 20, DOCUMENTS - DOCUMENTS / 4);
    }

    private int compare(byte[] sent, long seed) {
        EventBatch batch;
        try {
            batch = door.read(sent, BodyFormat.JSON);
        } catch (Refused e) {
            JsonNode tree = jackson(sent);
            boolean anEvent = tree != null && tree.isObject();
            assertThat(anEvent).as("seed %d: %s", seed, text(sent)).isFalse();
            return 0;
        }
        JsonNode tree = jackson(sent);
        if (batch.count() == 1) {
            assertThat(tree).as("seed %d: %s", seed, text(sent)).isNotNull();
            assertSame(Door.events(batch).get(0), tree, seed);
        } else if (tree != null) {
            Rejection rejection = batch.receipt().rejected().get(0);
            assertThat(rejection.code())
                    .as("seed %d: %s %s", seed, rejection, text(sent))
                    .isNotIn("malformed-json", "invalid-utf8");
        }
        return batch.count();
    }

    private static void assertSame(JournaledEvent event, JsonNode sent, long seed) {
        assertThat(event.type()).isEqualTo(sent.get("type").textValue());
        assertThat(event.source()).isEqualTo(sent.path("source").textValue());
        assertThat(event.agentId()).isEqualTo(sent.path("agent_id").textValue());
        assertThat(event.hasOwnId()).isEqualTo(sent.path("id").isTextual());
        if (event.hasOwnId()) {
            assertThat(event.id()).isEqualTo(sent.get("id").textValue());
        }
        ObjectNode payload = JACKSON.createObjectNode();
        if (sent.path("payload").isObject()) {
            payload.setAll((ObjectNode) sent.get("payload"));
        }
        sent.properties().stream()
                .filter(member -> !NAMED.contains(member.getKey()))
                .forEach(member -> payload.set(member.getKey(), member.getValue()));
        assertThat(jackson(Door.utf8(event.payload().text())))
                .as("seed %d: %s", seed, event.payload())
                .isEqualTo(payload);
    }

    /** What Jackson reads, once it is sure that the bytes are UTF-8, which it checks less strictly. */
    private static JsonNode jackson(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return JACKSON.readTree(text);
        } catch (CharacterCodingException | JsonProcessingException | NumberFormatException e) {
            return null;
        }
    }

    private static byte[] damaged(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(5)) {
                case 0 -> replaced(bytes, at, at, (byte) random.nextInt(256));
                case 1 -> replaced(bytes, at, at + 1);
                case 2 -> replaced(bytes, at, at, bytes[random.nextInt(bytes.length)]);
                case 3 -> replaced(bytes, at, at + 1, (byte) "{}[]\",:\\u0e-.tn /".charAt(random.nextInt(17)));
                default -> spliced(bytes, at, random);
            };
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int at, Random random) {
        List<String> parts =
                List.of("\\u0000", "\\ud83d", "\\u006f", "1e999", "null", "\"type\":\"t\",", "[]", "{}", "//");
        return replaced(bytes, at, at, Door.utf8(parts.get(random.nextInt(parts.size()))));
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte... with) {
        byte[] result = new byte[bytes.length - (to - from) + with.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(with, 0, result, from, with.length);
        System.arraycopy(bytes, to, result, from + with.length, bytes.length - to);
        return result.length == 0 ? new byte[] {' '} : result;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
