package io.heliograph.contracts.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.events.EventPage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
