package io.heliograph.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.json.Times;
import io.heliograph.testkit.faults.Seed;
import io.vertx.core.buffer.Buffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a good event. */
class EventTest {
    private static final long NOON = EventTimes.micros(Door.NOON);

    private final Door door = new Door();

    @Test
    void everyNamedMemberComesThrough() {
        JournaledEvent event = door.one("""
                {"type":"hardware.gpu","source":"rack-7","agent_id":"Zoë \\ud83d\\ude80","id":"run-1",
                 "timestamp":"2026-01-31T11:59:59.123456Z","payload":{ "t" : 61.50 , "s":"\\u00e9" }}""");
        assertThat(event)
                .isEqualTo(new JournaledEvent(
                        "lab",
                        NOON,
                        NOON - 876_544,
                        null,
                        "run-1",
                        "hardware.gpu",
                        "rack-7",
                        "Zoë 🚀",
                        "{ \"t\" : 61.50 , \"s\":\"\\u00e9\" }"));
    }

    @Test
    void whatIsNullOrLeftOutIsAbsent() {
        for (String members :
                List.of("", ",\"source\":null,\"agent_id\":null,\"id\":null,\"timestamp\":null,\"payload\":null")) {
            JournaledEvent event = new Door().one("{\"type\":\"a\"" + members + "}");
            assertThat(event.source()).isNull();
            assertThat(event.agentId()).isNull();
            assertThat(event.timestamp()).isEqualTo(NOON).isEqualTo(event.receivedAt());
            assertThat(event.payload()).hasToString("{}");
            assertThat(event.hasOwnId()).isFalse();
            assertThat(EventIds.millisOf(event.id())).hasValue(Door.NOON.toEpochMilli());
        }
    }

    @Test
    void anIdThatIsGivenHereCarriesTheTimeOfTheEvent() {
        JournaledEvent event = door.one("{\"type\":\"a\",\"timestamp\":\"2026-01-20T00:00:00.0019Z\"}");
        assertThat(EventIds.millisOf(event.id()))
                .hasValue(Instant.parse("2026-01-20T00:00:00.001Z").toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"y\":1|{\"y\":1}",
                "\"y\" : 1 , \"z\" :[ 2 ] |{\"y\" : 1,\"z\" :[ 2 ]}",
                "\"y\":1,\"payload\":{}|{\"y\":1}",
                "\"y\":1,\"payload\":null|{\"y\":1}",
                "\"y\":1,\"payload\":{ \"x\": 2}|{ \"x\": 2,\"y\":1}",
                "\"y\":1,\"payload\":{\"x\":{\"y\":3}},\"z\":{\"x\":4}|{\"x\":{\"y\":3},\"y\":1,\"z\":{\"x\":4}}",
                "\"\\u0079\":\"\\/\"|{\"\\u0079\":\"\\/\"}",
                "\"types\":1,\"Type\":2,\"\":3|{\"types\":1,\"Type\":2,\"\":3}",
            })
    void membersBesideThePayloadStandBehindItsOwn(String members, String payload) {
        assertThat(door.one("{\"type\":\"a\"," + members + "}").payload()).hasToString(payload);
    }

    @Test
    void whatIsJustWithinTheLimitsIsTaken() {
        for (String value : List.of(
                "[".repeat(30) + "]".repeat(30),
                "\"" + "x".repeat(65_536) + "\"",
                "9223372036854775807",
                "-9223372036854775808",
                "0." + "1".repeat(63),
                "1.7976931348623157e308",
                "4.9e-324",
                "0e-400",
                "-0.0",
                "1E+2",
                "\"\u007F\u0080\uFEFF\uFFFF\uD83D\uDE80\\uD83D\\uDE80\"")) {
            String payload = "{\"x\":" + value + "}";
            assertThat(door.one("{\"type\":\"a\",\"payload\":" + payload + "}").payload())
                    .hasToString(payload);
        }
        String key = "é".repeat(128);
        assertThat(door.one("{\"type\":\"" + key + "\",\"" + key + "\":1}").type())
                .isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:10:00Z,600000000",
        "2026-01-31T12:00:00,0",
        "2026-01-31 12:00:00.5,500000",
        "2026-01-31T13:00:00.000001+01:00,1",
        "2026-01-31T07:30:00-0430,0",
        "2026-01-31T11:59:59.9999999Z,-1",
        "2026-01-31,-43200000000",
        "1769860800001,1000",
    })
    void timesComeAsRfc3339OrMilliseconds(String time, long microsFromNoon) {
        assertThat(timeOf('"' + time + '"')).isEqualTo(NOON + microsFromNoon);
        if (time.matches("\\d+")) {
            assertThat(timeOf(time)).isEqualTo(NOON + microsFromNoon);
            assertThat(timeOf(time + ".0005")).isEqualTo(NOON + microsFromNoon);
            assertThat(timeOf(time + ".25")).isEqualTo(NOON + microsFromNoon + 250);
        }
    }

    @Test
    void theQuickReaderOfTimesAgreesWithTheThoroughOne() {
        long seed = Seed.of("EventTest");
        Random random = new Random(seed);
        int known = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = almostATime(random);
            byte[] bytes = Door.utf8(text);
            long quick = QuickTime.micros(bytes, 0, bytes.length);
            if (quick != QuickTime.UNKNOWN) {
                known++;
                assertThat(quick).as("%s, seed %d", text, seed).isEqualTo(thorough(text));
            }
        }
        assertThat(known).as("seed %d", seed).isBetween(5_000, 19_000);
    }

    @Test
    void aLimitOfAgeBeyondAllTimesTakesEverythingSince1970() {
        Intake patient = new Intake(Door.CONFIG, Duration.ofSeconds(Long.MAX_VALUE), () -> Door.NOON);
        EventBatch batch = patient.read(
                Buffer.buffer("[{\"type\":\"a\",\"timestamp\":\"1970-01-01\"},{\"type\":\"a\",\"timestamp\":-1}]"),
                BodyFormat.JSON,
                "lab");
        assertThat(Door.events(batch))
                .singleElement()
                .satisfies(event -> assertThat(event.timestamp()).isZero());
    }

    private long timeOf(String json) {
        return door.one("{\"type\":\"a\",\"timestamp\":" + json + "}").timestamp();
    }

    private static String almostATime(Random random) {
        StringBuilder text = new StringBuilder("%04d-%02d-%02dT%02d:%02d:%02d"
                .formatted(
                        random.nextInt(10_000),
                        random.nextInt(14),
                        random.nextInt(33),
                        random.nextInt(25),
                        random.nextInt(61),
                        random.nextInt(61)));
        if (random.nextBoolean()) {
            text.append('.').append("0123456789".substring(random.nextInt(11)));
        }
        text.append(List.of("", "Z", "+00:00", "-03:30", "+17:59", "+18:00", "-18:01", "+0100")
                .get(random.nextInt(8)));
        if (random.nextInt(10) == 0) {
            text.setCharAt(random.nextInt(text.length()), "0-:TZ+. /9".charAt(random.nextInt(10)));
        }
        return text.toString();
    }

    private static long thorough(String text) {
        try {
            return EventTimes.micros(Times.parse(text));
        } catch (DateTimeException e) {
            return QuickTime.UNKNOWN;
        }
    }
}
