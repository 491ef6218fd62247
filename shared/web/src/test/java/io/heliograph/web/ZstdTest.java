package io.heliograph.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.testkit.faults.Seed;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Frames of the reference implementation, recorded with version 1.5.4 of its command line: 100 events from a pipe, from a
 * file with {@code -19}, with {@code --no-check}; one event, which it leaves as it is; 200 MiB of blanks.
 */
class ZstdTest {
    private static final int LIMIT = 1 << 20;

    private final Zstd zstd = new Zstd(new Unpacking(LIMIT, more -> true));

    @ParameterizedTest
    @CsvSource({"stream,100", "level-19,100", "no-check,100", "raw,1"})
    void whatTheReferenceImplementationPackedIsUnpacked(String name, int events) throws IOException {
        byte[] packed = recorded(name);
        String plain = unpack(packed).toString();
        assertThat(plain.lines()).hasSize(events).allMatch(line -> line.startsWith("{\"type\":"));
        assertThat(unpack(joined(packed, packed)).toString()).isEqualTo(plain + plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "level-19", "no-check", "raw"})
    void aFrameThatIsCutOrFollowedBySomethingIsRefusedWhereverThatIs(String name) throws IOException {
        byte[] packed = recorded(name);
        byte[] twice = joined(packed, packed);
        for (int length = 0; length < twice.length; length++) {
            if (length != packed.length) {
                assertDamaged(Arrays.copyOf(twice, length));
            }
        }
        assertDamaged(joined(packed, new byte[] {0}));
        assertDamaged(joined(packed, new byte[100]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "level-19", "no-check", "raw"})
    void damageIsNeverMoreThanRefused(String name) throws IOException {
        long seed = Seed.of("ZstdTest");
        Random random = new Random(seed);
        byte[] packed = recorded(name);
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = packed.clone();
            for (int times = 1 + random.nextInt(4); times > 0; times--) {
                damaged[random.nextInt(random.nextBoolean() ? damaged.length : 20)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(unpack(damaged).length()).isLessThanOrEqualTo(LIMIT);
            } catch (Refused e) {
                assertThat(e.problem().kind())
                        .isIn(ProblemKind.DAMAGED_ENCODING, ProblemKind.BODY_TOO_LARGE, ProblemKind.WINDOW_TOO_LARGE);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void aChecksumThatIsWrongIsRefused() throws IOException {
        byte[] packed = recorded("raw");
        packed[packed.length - 1] ^= 1;
        assertDamaged(packed);
    }

    @Test
    void aBombIsNotUnpackedBeyondTheLimit() throws IOException {
        byte[] bomb = recorded("bomb");
        assertThat(bomb.length).isLessThan(10_000);
        assertThatThrownBy(() -> unpack(bomb))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("body-too-large")
                .hasMessageContaining("1MiB (http.inflated-limit)");
    }

    /** A window of 16 MiB, and one of 8 MiB. */
    @Test
    void aFrameThatTakesALargerWindowThanAllowedIsRefusedAndNotCalledDamaged() {
        byte[] frame = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, 14 << 3, 9, 0, 0, 'x'};
        assertThatThrownBy(() -> unpack(frame))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("window-too-large")
                .hasMessageContaining("8 MiB");
        frame[5] = 13 << 3;
        assertThat(unpack(frame).toString()).isEqualTo("x");
    }

    private void assertDamaged(byte[] packed) {
        assertThatThrownBy(() -> unpack(packed)).isInstanceOf(Refused.class).hasMessageStartingWith("damaged-encoding");
    }

    private Buffer unpack(byte[] packed) {
        return zstd.unpack(Buffer.buffer(packed));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static byte[] recorded(String name) throws IOException {
        try (InputStream file = ZstdTest.class.getResourceAsStream("/zstd/" + name + ".zst")) {
            return file.readAllBytes();
        }
    }
}
