package io.heliograph.store.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.events.Order;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.store.events.ListCursor.Kind;
import io.heliograph.testkit.faults.Seed;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListCursorTest {
    private static final ListCursor CURSOR = new ListCursor(Kind.EVENTS, Order.DESC, Micros.of(Sample.NOON), "żółć-1");

    @Test
    void aCursorComesBackAsItWent() {
        assertThat(decode(CURSOR.encode())).isEqualTo(CURSOR);
        assertThat(CURSOR.encode()).matches("[A-Za-z0-9_-]+");
        assertThat(decode(null)).isNull();
    }

    @Test
    void aCursorOfAnotherListOrOrderIsRefused() {
        refused(new ListCursor(Kind.LOGS, Order.DESC, 0, "x").encode());
        refused(new ListCursor(Kind.EVENTS, Order.ASC, 0, "x").encode());
    }

    @Test
    void whatNoListGaveOutIsRefused() {
        refused("");
        refused("not base64!");
        refused("0");
        refused(CURSOR.encode() + "=");
        refused(CURSOR.encode() + "A");
        refused(new ListCursor(Kind.EVENTS, Order.DESC, 0, "").encode());
        refused(new ListCursor(Kind.EVENTS, Order.DESC, 0, "a\0b").encode());
        refused(new ListCursor(Kind.EVENTS, Order.DESC, 0, "x".repeat(129)).encode());
        refused(new ListCursor(Kind.EVENTS, Order.DESC, Long.MAX_VALUE, "x").encode());
        refused(new ListCursor(Kind.EVENTS, Order.DESC, Long.MIN_VALUE, "x").encode());
        byte[] bytes = Base64.getUrlDecoder().decode(CURSOR.encode());
        bytes[0] = 2;
        refused(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        bytes[0] = 1;
        bytes[bytes.length - 1] = (byte) 0xC3;
        refused(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @Test
    void aDamagedCursorIsRefusedOrNamesAnotherPlaceAndNeverFailsOtherwise() {
        long seed = Seed.of("ListCursorTest");
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] text = CURSOR.encode().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            text[random.nextInt(text.length)] = (byte) random.nextInt(128);
            String damaged = new String(text, java.nio.charset.StandardCharsets.ISO_8859_1);
            try {
                assertThat(decode(damaged).encode()).as("seed %d", seed).isEqualTo(damaged);
            } catch (Refused refused) {
                assertThat(refused.problem().kind()).isEqualTo(ProblemKind.BAD_CURSOR);
            }
        }
    }

    private static void refused(String text) {
        assertThatThrownBy(() -> decode(text))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(ProblemKind.BAD_CURSOR));
    }

    private static ListCursor decode(String text) {
        return ListCursor.decode(text, Kind.EVENTS, Order.DESC);
    }
}
