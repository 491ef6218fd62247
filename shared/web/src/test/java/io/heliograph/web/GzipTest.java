package io.heliograph.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipTest {
    private static final int LIMIT = 100_000;

    private final byte[] plain = random(1_024);
    private final byte[] packed = pack(plain);

    @Test
    void aWholeStreamIsUnpacked() {
        assertThat(inflate(packed).getBytes()).isEqualTo(plain);
        assertThat(inflate(pack(new byte[0])).length()).isZero();
    }

    @Test
    void severalStreamsOneAfterTheOtherAreOneBody() {
        assertThat(inflate(joined(packed, packed)).getBytes()).isEqualTo(joined(plain, plain));
    }

    @Test
    void aStreamThatIsCutIsRefusedWhereverTheCutLies() {
        for (int length = 0; length < packed.length; length++) {
            assertDamaged(Arrays.copyOf(packed, length));
        }
    }

    @Test
    void soIsASecondStreamThatIsCut() {
        for (int length = 1; length < packed.length; length++) {
            assertDamaged(joined(packed, Arrays.copyOf(packed, length)));
        }
    }

    @Test
    void whatFollowsTheStreamIsRefusedWithIt() {
        assertDamaged(joined(packed, new byte[1]));
        assertDamaged(joined(packed, "{\"type\":\"a\"}".getBytes(StandardCharsets.UTF_8)));
        assertDamaged(joined(packed, random(200)));
    }

    @Test
    void aByteOfTheTrailerThatIsWrongIsRefused() {
        for (int i = 1; i <= 8; i++) {
            byte[] damaged = packed.clone();
            damaged[packed.length - i] ^= 1;
            assertDamaged(damaged);
        }
    }

    @Test
    void theLimitIsWhatMayComeOutAndNotAByteMore() {
        assertThat(inflate(pack(new byte[LIMIT])).length()).isEqualTo(LIMIT);
        Refused refused = catchThrowableOfType(Refused.class, () -> inflate(pack(new byte[LIMIT + 1])));
        assertThat(refused.problem().kind()).isEqualTo(ProblemKind.BODY_TOO_LARGE);
        assertThat(refused.problem().detail()).contains("http.inflated-limit");
    }

    private static void assertDamaged(byte[] stream) {
        Refused refused = catchThrowableOfType(Refused.class, () -> inflate(stream));
        assertThat(refused).as("%d bytes", stream.length).isNotNull();
        assertThat(refused.problem().kind()).isEqualTo(ProblemKind.DAMAGED_ENCODING);
    }

    private static Buffer inflate(byte[] stream) {
        return new Gzip(new Unpacking(LIMIT, more -> true)).unpack(Buffer.buffer(stream));
    }

    private static byte[] pack(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
