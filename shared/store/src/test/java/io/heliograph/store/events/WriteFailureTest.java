package io.heliograph.store.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.store.CursorMoved;
import io.vertx.pgclient.PgException;
import org.junit.jupiter.api.Test;

class WriteFailureTest {
    @Test
    void whatSpeaksAgainstTheBatchIsPoison() {
        assertThat(of("22P05")).isEqualTo(WriteFailure.POISON);
        assertThat(of("23505")).isEqualTo(WriteFailure.POISON);
        assertThat(of("54000")).isEqualTo(WriteFailure.POISON);
    }

    @Test
    void whatSpeaksAgainstTheServerIsTriedAgain() {
        for (String state : new String[] {"08006", "25006", "40P01", "42P01", "53100", "55P03", "57P01", "58030"}) {
            assertThat(of(state)).as(state).isEqualTo(WriteFailure.RETRY);
        }
        assertThat(WriteFailure.of(new Refused(ProblemKind.DATABASE_UNAVAILABLE, "away")))
                .isEqualTo(WriteFailure.RETRY);
    }

    @Test
    void aMovedCursorFencesAndTheRestIsUnclear() {
        assertThat(WriteFailure.of(new CursorMoved("elsewhere"))).isEqualTo(WriteFailure.FENCED);
        assertThat(of("XX000")).isEqualTo(WriteFailure.UNCLEAR);
        assertThat(WriteFailure.of(new IllegalArgumentException())).isEqualTo(WriteFailure.UNCLEAR);
    }

    private static WriteFailure of(String state) {
        return WriteFailure.of(new PgException("said", "ERROR", state, null));
    }
}
