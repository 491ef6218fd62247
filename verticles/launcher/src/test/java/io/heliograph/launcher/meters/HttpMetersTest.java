package io.heliograph.launcher.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.gateway.RequestTimes;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HttpMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HttpMeters meters = new HttpMeters(registry);

    @Test
    void requestsAreTimedByMethodAndStatus() {
        meters.took(HttpMethod.GET, 200, 3_000_000);
        meters.took(HttpMethod.GET, 200, 5_000_000);
        meters.took(HttpMethod.POST, 202, 1_000_000);
        meters.took(HttpMethod.POST, RequestTimes.GONE, 1_000_000);
        assertThat(timer("GET", "200").count()).isEqualTo(2);
        assertThat(timer("GET", "200").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(8);
        assertThat(timer("POST", "202").count()).isEqualTo(1);
        assertThat(timer("POST", "499").count()).isEqualTo(1);
    }

    @Test
    void inventedMethodsAreOneMeterForAStatus() {
        meters.took(HttpMethod.GET, 404, 1);
        IntStream.range(0, 10_000).forEach(i -> meters.took(HttpMethod.valueOf("INVENTED" + i), 404, 1));
        assertThat(timer("other", "404").count()).isEqualTo(10_000);
        assertThat(registry.getMeters().stream().map(meter -> meter.getId().getTag("method")))
                .containsOnly("GET", "other");
    }

    private Timer timer(String method, String code) {
        return registry.get("heliograph.http.requests")
                .tags("method", method, "code", code)
                .timer();
    }
}
