package io.heliograph.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GiveWayTest {
    private static final long START = 1_000_000;

    private final GiveWay giveWay = new GiveWay();

    @Test
    void aDrainThatKeepsUpNeverRests() {
        giveWay.began(5_000, START);
        assertThat(giveWay.rest(1_000, 6_500, START + millis(50))).isZero();
    }

    @Test
    void aBurstIsGivenWayToForSeveralTransactions() {
        giveWay.began(5_000, START);
        assertThat(giveWay.rest(1_000, 6_501, START + millis(50))).isEqualTo(millis(300));
    }

    @Test
    void howeverLongATransactionTookTheNewestAreSeenSoon() {
        giveWay.began(5_000, START);
        assertThat(giveWay.rest(1_000, 50_000, START + millis(9_000))).isEqualTo(millis(800));
    }

    @Test
    void eachTransactionIsLookedAtByItself() {
        giveWay.began(5_000, START);
        giveWay.rest(1_000, 50_000, START + millis(50));
        giveWay.began(50_000, START + millis(350));
        assertThat(giveWay.rest(1_000, 50_000, START + millis(400))).isZero();
    }

    @Test
    void whereTheJournalHasNoRoomNobodyRests() {
        giveWay.began(5_000, START);
        giveWay.ended(1_000, 50_000, START + millis(50), true);
        assertThat(giveWay.left(START + millis(100))).isEqualTo(millis(250));
        giveWay.ended(1_000, 50_000, START + millis(50), false);
        assertThat(giveWay.left(START + millis(50))).isZero();
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
