package io.heliograph.contracts.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.testkit.faults.Seed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z,             2026-01-31T12:00:00Z",
        "2026-01-31t12:00:00z,             2026-01-31T12:00:00Z",
        "2026-01-31 12:00:00Z,             2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00,              2026-01-31T12:00:00Z",
        "2026-01-31T12:00,                 2026-01-31T12:00:00Z",
        "2026-01-31,                       2026-01-31T00:00:00Z",
        "2026-01-31T12:00:00+02:00,        2026-01-31T10:00:00Z",
        "2026-01-31T12:00:00-0530,         2026-01-31T17:30:00Z",
        "2026-01-31T12:00:00.123456Z,      2026-01-31T12:00:00.123456Z",
        "2026-01-31T12:00:00.123456789Z,   2026-01-31T12:00:00.123456Z",
        "1969-12-31T23:59:59.999999999Z,   1969-12-31T23:59:59.999999Z",
        "2024-02-29,                       2024-02-29T00:00:00Z",
        "0,                                1970-01-01T00:00:00Z",
        "1769860800123,                    2026-01-31T12:00:00.123Z"
    })
    void aTimeIsReadAsUtcToTheMicrosecond(String text, String expected) {
        assertThat(Times.parse(text)).isEqualTo(Instant.parse(expected));
        assertThat(Times.parse(Times.format(Times.parse(text)))).isEqualTo(Times.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "-1",
                "1e3",
                "1769860800.5",
                "1769860800123456",
                "2026-02-29",
                "2026-13-01",
                "2026-01-31T24:00:01Z",
                "2026-01-31T12:00:60Z",
                "2026-01-31T12:00:00+25:00",
                "2026-01-31T12:00:00 Europe/Warsaw",
                "2026-01-31TZ",
                "31.01.2026",
                "infinity",
                "\u0661\u0669\u0667\u0660"
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> Times.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void timesAreWrittenLikeIsoInstantWritesThem() {
        long seed = Seed.of("TimesTest");
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            int[] fractions = {
                0, random.nextInt(1_000) * 1_000_000, random.nextInt(1_000_000) * 1_000, random.nextInt(1_000_000_000)
            };
            Instant time = Instant.ofEpochSecond(random.nextLong(-70_000_000_000L, 260_000_000_000L), fractions[i % 4]);
            assertThat(Times.format(time)).as("seed %d", seed).isEqualTo(DateTimeFormatter.ISO_INSTANT.format(time));
        }
    }
}
