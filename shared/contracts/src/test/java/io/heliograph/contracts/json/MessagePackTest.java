package io.heliograph.contracts.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.events.EventPage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;
import org.msgpack.value.ValueFactory;
import org.msgpack.value.ValueType;

class MessagePackTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.5Z");

    @Test
    void membersAndTimesAreThoseOfTheJson() throws IOException {
        Event event = new Event("i", NOON, NOON, "t", null, "é", "p", RawJson.EMPTY_OBJECT);
        Value page = packed(new EventPage(List.of(event), null));
        assertThat(page.toJson())
                .isEqualTo(Json.HTTP.writeValueAsString(new EventPage(List.of(event), null)))
                .contains("\"received_at\":\"2026-01-31T12:00:00.500Z\"", "\"next\":null");
    }

    @Test
    void aPayloadBecomesMapsAndArraysNotAString() throws IOException {
        Value payload = payload("{ \"a\": {\"b\": [1, \"\\u00e9\", null, true, {}, []]}, \"\": -1 }");
        assertThat(payload.getValueType()).isEqualTo(ValueType.MAP);
        assertThat(payload.toJson()).isEqualTo("{\"a\":{\"b\":[1,\"é\",null,true,{},[]]},\"\":-1}");
    }

    @ParameterizedTest
    @CsvSource({
        "0, INTEGER, 0",
        "-0, INTEGER, 0",
        "9223372036854775807, INTEGER, 9223372036854775807",
        "-9223372036854775808, INTEGER, -9223372036854775808",
        "1.50, FLOAT, 1.5",
        "1e2, FLOAT, 100.0",
        "-0.0, FLOAT, -0.0",
        "1.7976931348623157e308, FLOAT, 1.7976931348623157E308",
        "0.1000000000000000055511151231257827, FLOAT, 0.1"
    })
    void integersStayIntegersAndTheRestIsTheNearestDouble(String number, ValueType kind, String read)
            throws IOException {
        Value value = payload("{\"n\":" + number + "}").asMapValue().map().get(ValueFactory.newString("n"));
        assertThat(value.getValueType()).isEqualTo(kind);
        assertThat(value).hasToString(read);
    }

    @Test
    void whateverAPayloadHoldsArrivesAsItIs() throws IOException {
        Random random = new Random(20_260_131);
        for (int round = 0; round < 300; round++) {
            String json =
                    Json.HTTP.createObjectNode().set("root", tree(random, 4)).toString();
            String arrived = payload(json).toJson();
            assertThat(Json.HTTP.readTree(arrived).equals(Json.HTTP.readTree(json)))
                    .as("round " + round)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 32, 255, 256, 65_535, 65_536})
    void textOfAnyLengthArrivesWhereverItStands(int length) throws IOException {
        for (String letter : new String[] {"a", "é"}) {
            String text = letter.repeat(length);
            Value payload = payload("{\"before\":\"x\",\"text\":\"" + text + "\"}");
            assertThat(payload.asMapValue().map().get(ValueFactory.newString("text")))
                    .hasToString(text);
        }
    }

    private static JsonNode tree(Random random, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> nodes.textNode(text(random, 1 << random.nextInt(8)));
            case 1 -> Json.HTTP.valueToTree(random.nextLong() >> random.nextInt(64));
            case 2 -> nodes.numberNode(random.nextGaussian());
            case 3 -> nodes.booleanNode(random.nextBoolean());
            case 4 -> nodes.nullNode();
            case 5 -> {
                ArrayNode array = nodes.arrayNode();
                random.ints(random.nextInt(12)).forEach(any -> array.add(tree(random, depth - 1)));
                yield array;
            }
            default -> {
                ObjectNode object = nodes.objectNode();
                random.ints(random.nextInt(12)).forEach(any -> object.set(text(random, 40), tree(random, depth - 1)));
                yield object;
            }
        };
    }

    private static String text(Random random, int most) {
        String alphabet = random.nextBoolean() ? "abc \"\\/" : "aé漢\uD83D\uDE80\n";
        int[] points = alphabet.codePoints().toArray();
        return random.ints(random.nextInt(most), 0, points.length)
                .map(index -> points[index])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Value payload(String json) throws IOException {
        return packed(Map.of("payload", new RawJson(json))).asMapValue().map().get(ValueFactory.newString("payload"));
    }

    private static Value packed(Object answer) throws IOException {
        byte[] bytes = Json.MESSAGE_PACK.writeValueAsBytes(answer);
        try (MessageUnpacker in = MessagePack.newDefaultUnpacker(bytes)) {
            Value value = in.unpackValue();
            assertThat(in.hasNext()).isFalse();
            return value;
        }
    }
}
