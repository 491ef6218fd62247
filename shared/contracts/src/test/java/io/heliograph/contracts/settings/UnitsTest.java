package io.heliograph.contracts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({"0ms, PT0S", "500ms, PT0.5S", "3s, PT3S", "5 m, PT5M", "4h, PT4H", "30d, PT720H"})
    void aDurationIsReadByItsUnit(String text, Duration expected) {
        assertThat(Units.duration(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0B, 0", "512B, 512", "64KiB, 65536", "8 MiB, 8388608", "2GiB, 2147483648", "1TiB, 1099511627776"})
    void aSizeIsReadByItsUnit(String text, long expected) {
        assertThat(Units.bytes(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-1s", "1.5s", "5 minutes", "5S", "1s 2ms", "9999999999999s"})
    void whatIsNoDurationIsRefusedWithExamples(String text) {
        assertThatThrownBy(() -> Units.duration(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("500ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "KiB", "-1B", "1.5MiB", "5KB", "5mib", "9999999999999B"})
    void whatIsNoSizeIsRefusedWithExamples(String text) {
        assertThatThrownBy(() -> Units.bytes(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999TiB", "16777217TiB", "8388608TiB"})
    void aSizeBeyondALongIsNotTakenForASmallOne(String text) {
        assertThatThrownBy(() -> Units.bytes(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDurationBeyondALongOfMillisecondsIsRefusedToo() {
        assertThatThrownBy(() -> Units.duration("999999999999d")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0B", "1, 1B", "1023, 1023B", "1024, 1KiB", "1536, 1536B", "8388608, 8MiB", "1099511627776, 1TiB"})
    void aSizeIsWrittenInTheLargestUnitThatIsExact(long bytes, String expected) {
        assertThat(Units.formatBytes(bytes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0s", "1, 1ms", "1500, 1500ms", "2000, 2s", "300000, 5m", "7200000, 2h", "86400000, 1d"})
    void aDurationIsWrittenInTheLargestUnitThatIsExact(long millis, String expected) {
        assertThat(Units.formatMillis(millis)).isEqualTo(expected);
        assertThat(Units.duration(expected).toMillis()).isEqualTo(millis);
    }
}
