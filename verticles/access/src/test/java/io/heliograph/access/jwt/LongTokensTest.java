package io.heliograph.access.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import io.heliograph.testkit.TokenMaker;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens made to cost the hub time cost it none. */
class LongTokensTest {
    private static final String SECRET = "0kX3-9wq_vT7uY2zB5nM8cL1sD4fG6hJ";
    private static final int TRIES = 200;

    @Test
    void noTokenCostsAMillisecond() {
        Vertx vertx = Vertx.vertx();
        try {
            Tokens tokens = new Tokens(vertx, config(), InstantSource.system());
            String header = "{\"alg\":\"HS256\"}";
            byte[] secret = SECRET.getBytes(StandardCharsets.US_ASCII);
            for (String token : List.of(
                    "A".repeat(100_000),
                    ".".repeat(10_000),
                    ".".repeat(8_000),
                    TokenMaker.part("[".repeat(5_000)) + ".AAAA.AAAA",
                    TokenMaker.hs256(header, "[".repeat(5_000), secret),
                    TokenMaker.hs256(header, "{\"exp\":1" + "0".repeat(5_000) + "}", secret))) {
                assertThat(median(tokens, token)).as(token.substring(0, 40)).isLessThan(1_000_000);
            }
        } finally {
            vertx.close();
        }
    }

    /** CPU time of this thread: what else the machine does is no part of it. */
    private static long median(Tokens tokens, String token) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] took = new long[TRIES];
        for (int i = 0; i < TRIES; i++) {
            long begin = threads.getCurrentThreadCpuTime();
            assertThat(tokens.authenticate(token).failed()).isTrue();
            took[i] = threads.getCurrentThreadCpuTime() - begin;
        }
        Arrays.sort(took);
        return took[TRIES / 2];
    }

    private static JwtConfig config() {
        Map<String, Setting> values = new HashMap<>();
        Map.of("auth.jwt.secret", SECRET, "auth.jwt.issuer", "i", "auth.jwt.audience", "a")
                .forEach((key, value) -> values.put(key, new Setting(value, "test")));
        return JwtConfig.from(new Settings(values, Map.of()));
    }
}
