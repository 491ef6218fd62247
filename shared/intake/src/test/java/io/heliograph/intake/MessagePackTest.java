package io.heliograph.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.events.IngestReceipt.Rejection;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.testkit.faults.Seed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Events in MessagePack. The recorded bodies were written by @msgpack/msgpack 3 ({@code encode}) and msgpackr 2 ({@code new
 * Packr({useRecords: false}).pack}) under Node.js: the two events below, the first alone, both in an array, and in {@code
 * {events: [...]}}; the times are a {@code Date} and {@code date.getTime()}, the core is a {@code Uint8Array}.
 */
class MessagePackTest {
    private static final long TIME = EventTimes.micros(Door.NOON) - 877_000;
    private static final String PAYLOAD =
            "{\"temperature_c\":61.5,\"power_w\":310,\"memory\":24159191040,\"offset\":-7,"
                    + "\"ok\":true,\"none\":null,\"text\":\"a \\\"quote\\\", a \\\\ and\\u000aa line\",\"list\":[1,[2.25,{}],\""
                    + "x".repeat(40) + "\"],\"password\":\"***\"}";

    private final Door door = new Door();

    @ParameterizedTest
    @CsvSource({
        "msgpack-javascript-one,1",
        "msgpack-javascript-array,2",
        "msgpack-javascript-envelope,2",
        "msgpackr-one,1",
        "msgpackr-array,2",
        "msgpackr-envelope,2",
    })
    void whatClientsPackIsReadAsTheyMeantIt(String recorded, int count) throws IOException {
        List<JournaledEvent> events = Door.events(read(recorded(recorded)));
        assertThat(events).hasSize(count);
        JournaledEvent first = events.get(0);
        assertThat(first.type()).isEqualTo("hardware.gpu");
        assertThat(first.source()).isEqualTo("rack-7");
        assertThat(first.agentId()).isEqualTo("Zoë 🚀");
        assertThat(first.id()).isEqualTo("run-1");
        assertThat(first.payload()).hasToString(PAYLOAD);
        assertThat(events).extracting(JournaledEvent::timestamp).containsOnly(TIME);
        if (count == 2) {
            assertThat(events.get(1).payload()).hasToString("{\"exit_code\":137,\"core\":\"AP8QIA==\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"msgpack-javascript-array", "msgpackr-envelope"})
    void aBodyThatIsCutKeepsTheEventsBeforeTheCut(String name) throws IOException {
        byte[] whole = recorded(name);
        for (int length = 1; length < whole.length; length++) {
            EventBatch batch = read(Arrays.copyOf(whole, length));
            assertThat(batch.count()).isLessThan(2);
            assertThat(batch.receipt().rejected()).last().satisfies(rejection -> {
                assertThat(rejection.code()).isIn("malformed-messagepack", "missing-field");
                assertThat(rejection.index()).isEqualTo(batch.count());
            });
        }
    }

    /** Each stands as the payload's member x in the second of three events. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cb7ff8000000000000|number-out-of-range|NaN is no number",
                "ca7f800000|number-out-of-range|Infinity",
                "cfffffffffffffffff|number-out-of-range|64 bits",
                "d40500|wrong-type|extension type 5",
                "c703ff000000|bad-timestamp|not 3",
                "c70cff000000007fffffffffffffff|bad-timestamp|beyond all times",
                "810102|wrong-type|a key of a map is no string",
                "82a16101a16102|duplicate-key|twice",
                "a1ff|invalid-utf8|0xFF",
                "a100|control-character|u0000",
            })
    void whatCannotBeKeptIsRejectedWithoutItsNeighbours(String value, String code, String told) {
        EventBatch batch = read(HexFormat.of()
                .parseHex("93" + "81a474797065a161" + "82a474797065a162a77061796c6f616481a178" + value
                        + "81a474797065a163"));
        assertThat(Door.events(batch)).extracting(JournaledEvent::type).containsExactly("a", "c");
        Rejection rejection = batch.receipt().rejected().get(0);
        assertThat(rejection.index()).isEqualTo(1);
        assertThat(rejection.code()).isEqualTo(code);
        assertThat(rejection.detail()).contains(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c0|null",
                "cf7fffffffffffffff|9223372036854775807",
                "d38000000000000000|-9223372036854775808",
                "e0|-32",
                "ca3dcccccd|0.1",
                "cb3ff8000000000000|1.5",
                "cb4279c0ea2c8a1000|1769772075169",
                "cb7fefffffffffffff|1.7976931348623157E308",
                "c400|\"\"",
                "d6ff697def60|\"2026-01-31T12:02:40Z\"",
                "d7ff00000004697def60|\"2026-01-31T12:02:40.000000001Z\"",
                "d90122|\"\\\"\"",
                "de0001a16190|{\"a\":[]}",
                "dd0000000201c2|[1,false]",
            })
    void everyOtherValueBecomesWhatItIsInJson(String value, String json) {
        EventBatch batch = read(HexFormat.of().parseHex("82a474797065a162a77061796c6f616481a178" + value));
        assertThat(Door.events(batch).get(0).payload()).hasToString("{\"x\":" + json + "}");
    }

    @Test
    void limitsAreThoseOfJson() {
        IntakeConfig narrow = new IntakeConfig(4, 2, 1024, 2048, 3, Duration.ofMinutes(1), 10, Door.MASKING);
        Door small = new Door(narrow);
        assertThat(rejection(small, "81a17891919191c0")).isEqualTo("nested-too-deep");
        assertThat(rejection(small, "81a178da0401" + "61".repeat(1025))).isEqualTo("too-long");
        assertThat(rejection(small, "81a178c50801" + "61".repeat(2049))).isEqualTo("event-too-large");
        assertThat(rejection(small, "83a161c0a162c0a163c0")).isEqualTo("too-many-keys");
        assertThatThrownBy(() -> small.read(HexFormat.of().parseHex("9480808080"), BodyFormat.MESSAGEPACK))
                .hasMessageStartingWith("too-many-events");
    }

    @Test
    void whatIsNoEventIsRefusedLikeInJson() {
        assertThatThrownBy(() -> read(new byte[0])).hasMessageStartingWith("empty-body");
        assertThatThrownBy(() -> read(new byte[] {(byte) 0x90})).hasMessageStartingWith("empty-body");
        assertThatThrownBy(() -> read(new byte[] {7})).hasMessageStartingWith("not-an-object");
        assertThatThrownBy(() -> read(HexFormat.of().parseHex("82a6736f75726365a173a66576656e747390")))
                .hasMessageStartingWith("unknown-parameter");
        EventBatch trailing = read(HexFormat.of().parseHex("81a474797065a161c0c0"));
        assertThat(trailing.count()).isEqualTo(1);
        assertThat(trailing.receipt().rejected().get(0).detail()).startsWith("2 bytes stand behind the body");
        assertThat(Door.events(read(HexFormat.of().parseHex("82a66576656e747390a474797065a161")))
                        .get(0)
                        .payload())
                .hasToString("{\"events\":[]}");
    }

    @Test
    void depthAndLengthsThatAreOnlyClaimedTakeNoMemory() {
        byte[] deep = new byte[1_000_000];
        Arrays.fill(deep, (byte) 0x91);
        assertThat(read(deep).receipt().rejected()).hasSize(1);
        for (String head :
                List.of("dd7fffffff", "df7fffffff", "91db7fffffff", "91c67fffffff", "91c97fffffffff", "dfffffffff")) {
            assertThat(read(HexFormat.of().parseHex(head)).receipt().rejected())
                    .as(head)
                    .isNotEmpty();
        }
    }

    @Test
    void randomAndDamagedBytesAreNeverMoreThanRefused() throws IOException {
        long seed = Seed.of("MessagePackTest");
        Random random = new Random(seed);
        byte[] whole = recorded("msgpackr-envelope");
        for (int i = 0; i < 20_000; i++) {
            byte[] body = i % 2 == 0 ? whole.clone() : new byte[random.nextInt(60)];
            for (int times = i % 2 == 0 ? 1 + random.nextInt(3) : body.length; times > 0; times--) {
                body[i % 2 == 0 ? random.nextInt(body.length) : times - 1] = (byte) random.nextInt(256);
            }
            try {
                EventBatch batch = read(body);
                assertThat(Door.events(batch)).hasSize(batch.count());
                assertThat(batch.received()).isPositive();
            } catch (Refused e) {
                assertThat(e.problem().kind().status()).isBetween(400, 499);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(body), e);
            }
        }
    }

    private EventBatch read(byte[] body) {
        return door.read(body, BodyFormat.MESSAGEPACK);
    }

    /** The code of the one event whose payload is given. */
    private static String rejection(Door door, String payload) {
        byte[] body = HexFormat.of().parseHex("82a474797065a162a77061796c6f6164" + payload);
        return door.read(body, BodyFormat.MESSAGEPACK)
                .receipt()
                .rejected()
                .get(0)
                .code();
    }

    private static byte[] recorded(String name) throws IOException {
        try (InputStream file = MessagePackTest.class.getResourceAsStream("/messagepack/" + name + ".hex")) {
            return HexFormat.of()
                    .parseHex(new String(file.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", ""));
        }
    }
}
