package io.heliograph.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    @ParameterizedTest
    @CsvSource({
        "08006, AWAY",
        "57P01, AWAY",
        "57P03, AWAY",
        "53200, AWAY",
        "53300, AWAY",
        "53100, ANSWERS",
        "57014, ANSWERS",
        "55P03, ANSWERS",
        "23505, ANSWERS",
        "22P05, ANSWERS",
        "40P01, ANSWERS",
        "25006, ANSWERS",
        "42P01, ANSWERS"
    })
    void whatTheServerSaysIsJudgedByItsState(String state, Verdict verdict) {
        assertThat(Verdict.of(new PgException("", "ERROR", state, ""))).isEqualTo(verdict);
    }

    @Test
    void whatHappensOnTheWayIsJudgedByItsKind() {
        assertThat(Verdict.of(new ConnectException("refused"))).isEqualTo(Verdict.AWAY);
        assertThat(Verdict.of(ClosedConnectionException.INSTANCE)).isEqualTo(Verdict.AWAY);
        assertThat(Verdict.of(new TimeoutException())).isEqualTo(Verdict.SILENT);
        assertThat(Verdict.of(new VertxException("Timeout", true))).isEqualTo(Verdict.SILENT);
        assertThat(Verdict.of(new VertxException("Pool closed", true))).isEqualTo(Verdict.UNASKED);
        assertThat(Verdict.of(new ConnectionPoolTooBusyException("full"))).isEqualTo(Verdict.UNASKED);
        assertThat(Verdict.of(new CursorMoved("moved"))).isEqualTo(Verdict.ANSWERS);
    }
}
