package io.heliograph.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadNumbersTest {
    private final PayloadNumbers reader = new PayloadNumbers();

    @Test
    void numbersAndBooleansAreFoundWhereverTheyStandButInArraysAndTexts() {
        assertThat(numbers("""
                { "latency_ms" : 12.5, "ok":true, "no":false, "name":"gpu \\"3\\" {1}", "nothing":null,
                  "list":[1,{"in":2},"]"], "memory":{"used":7,"free":{"bytes":-3e2}}, "last":0 }"""))
                .containsExactly(
                        Map.entry("latency_ms", 12.5),
                        Map.entry("ok", 1.0),
                        Map.entry("no", 0.0),
                        Map.entry("memory.used", 7.0),
                        Map.entry("memory.free.bytes", -300.0),
                        Map.entry("last", 0.0));
    }

    @Test
    void anEmptyPayloadHasNone() {
        assertThat(numbers("{}")).isEmpty();
        assertThat(numbers(" { } ")).isEmpty();
        assertThat(numbers("{\"a\":{},\"b\":[]}")).isEmpty();
    }

    @Test
    void objectsTooDeepAndNamesTooLongArePassedOver() {
        String deep = "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":1},\"f\":2}}},\"g\":3}";
        assertThat(numbers(deep)).containsExactly(Map.entry("a.b.c.f", 2.0), Map.entry("g", 3.0));
        assertThat(numbers("{\"" + "n".repeat(201) + "\":1,\"m\":2}")).containsOnlyKeys("m");
        assertThat(numbers("{\"" + "n".repeat(201) + "\":{\"a\":1},\"m\":2}")).containsOnlyKeys("m");
    }

    @Test
    void behindTheMostFieldsNothingIsLookedAt() {
        StringBuilder many = new StringBuilder("{");
        for (int i = 0; i < 100; i++) {
            many.append(i == 0 ? "" : ",")
                    .append("\"f")
                    .append(i)
                    .append("\":{\"x\":")
                    .append(i)
                    .append('}');
        }
        assertThat(numbers(many.append('}').toString())).hasSize(PayloadNumbers.MOST_FIELDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1e5",
                "1E+5",
                "1e-0000007",
                "123456789012345678",
                "-9223372036854775808",
                "0.1",
                "1.10",
                "3.141592653589793238462643383279",
                "1.7976931348623157e308",
                "4.9e-324",
                "1e240",
                "9007199254740993",
                "0.3"
            })
    void aNumberIsWhatJavaReadsIntoADoubleAndWhatStandsThereExactly(String text) {
        reader.read(utf8("{\"n\":" + text + "}"), 0, (field, number) -> {
            assertThat(number.value()).isEqualTo(Double.parseDouble(text));
            assertThat(number.exact()).isEqualByComparingTo(new BigDecimal(text));
        });
        assertThat(numbers("{\"n\":" + text + "}")).hasSize(1);
    }

    @Test
    void randomNumbersAreReadAsJavaReadsThem() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            String text = i % 2 == 0 ? Double.toString(random.nextInt() / 1000.0) : Double.toString(value);
            if (Double.isFinite(Double.parseDouble(text))) {
                assertThat(numbers("{\"n\":" + text + "}")).containsValue(Double.parseDouble(text));
            }
        }
    }

    private Map<String, Double> numbers(String payload) {
        Map<String, Double> found = new LinkedHashMap<>();
        reader.read(utf8(payload), 0, (field, number) -> found.put(field, number.value()));
        return found;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
