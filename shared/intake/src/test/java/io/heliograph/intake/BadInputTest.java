package io.heliograph.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.events.IngestReceipt.Rejection;
import io.heliograph.contracts.problems.ProblemKind;
import java.io.ByteArrayOutputStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which an event can be bad: alone, and among good ones, which it never spoils. */
class BadInputTest {
    private static final byte[] BEFORE = Door.utf8("{\"type\":\"before\",\"payload\":{\"s\":\"]},[{\\\"\"}}");
    private static final byte[] BEHIND = Door.utf8("{\"type\":\"behind\"}");

    private final Door door = new Door();

    static Stream<BadInput> cases() {
        return BadInputs.all();
    }

    static Stream<BadInput> casesAlone() {
        return BadInputs.all().filter(BadInput::badAlone);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("casesAlone")
    void isRejectedAlone(BadInput bad) {
        EventBatch batch = door.read(bad.bytes(), BodyFormat.JSON);
        assertThat(batch.count()).isZero();
        assertRejected(batch, 0, bad);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void leavesItsNeighboursInAnArrayAlone(BadInput bad) {
        assertBetweenGoodOnes(
                door.read(joined("[", BEFORE, ",", bad.bytes(), " ,", BEHIND, "]"), BodyFormat.JSON), bad);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void leavesItsNeighboursInAnEnvelopeAlone(BadInput bad) {
        byte[] body = joined("{ \"events\" : [", BEFORE, ",", bad.bytes(), ",", BEHIND, "\n] }\n");
        assertBetweenGoodOnes(door.read(body, BodyFormat.JSON), bad);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void leavesItsNeighboursInLinesAlone(BadInput bad) {
        byte[] body = joined("", BEFORE, "\r\n\r\n", bad.bytes(), "\n", BEHIND, "\n");
        assertBetweenGoodOnes(door.read(body, BodyFormat.NDJSON), bad);
    }

    @Test
    void oneBadEventInAThousandIsCountedExactly() {
        for (BadInput bad : BadInputs.all().toList()) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            IntStream.range(0, 1000).forEach(i -> {
                body.write(i == 0 ? '[' : ',');
                body.writeBytes(i == 617 ? bad.bytes() : BEHIND);
            });
            body.write(']');
            EventBatch batch = door.read(body.toByteArray(), BodyFormat.JSON);
            assertThat(Door.events(batch)).as(bad.name()).hasSize(999).hasSize(batch.count());
            assertThat(batch.received()).isEqualTo(1000);
            assertRejected(batch, 617, bad);
        }
    }

    private static void assertBetweenGoodOnes(EventBatch batch, BadInput bad) {
        assertThat(Door.events(batch)).extracting(JournaledEvent::type).containsExactly("before", "behind");
        assertRejected(batch, 1, bad);
    }

    private static void assertRejected(EventBatch batch, int index, BadInput bad) {
        assertThat(batch.receipt().rejected()).hasSize(1);
        Rejection rejection = batch.receipt().rejected().get(0);
        assertThat(rejection.index()).isEqualTo(index);
        assertThat(rejection.code()).as(rejection.detail()).isEqualTo(bad.kind().code());
        assertThat(ProblemKind.byCode(rejection.code())).contains(bad.kind());
        assertThat(rejection.detail()).contains(bad.told()).hasSizeLessThan(200);
        assertThat(rejection.detail().chars()).allMatch(c -> c >= ' ' && c != 0x7F && c != 0x202E);
    }

    static byte[] joined(Object... parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Object part : parts) {
            body.writeBytes(part instanceof byte[] bytes ? bytes : Door.utf8((String) part));
        }
        return body.toByteArray();
    }
}
