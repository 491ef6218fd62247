package io.heliograph.launcher.meters;

import io.heliograph.gateway.RequestTimes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.LongStream;

/**
 * The times of requests, by method and status. In place of Vert.x' own meters, which make a new set for every method that
 * somebody invents, without a bound, and look five of them up for every request.
 */
final class HttpMeters implements RequestTimes {
    private static final List<HttpMethod> METHODS = List.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);
    private static final String OTHER = "other";
    private static final int STATUSES = 600;
    private static final Duration[] BOUNDS = LongStream.of(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final AtomicReferenceArray<Timer> timers = new AtomicReferenceArray<>((METHODS.size() + 1) * STATUSES);

    HttpMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void took(HttpMethod method, int status, long nanos) {
        int known = METHODS.indexOf(method);
        int place = (known + 1) * STATUSES + status;
        Timer timer = timers.get(place);
        if (timer == null) {
            timer = timer(known < 0 ? OTHER : method.name(), status);
            timers.set(place, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String method, int status) {
        return Timer.builder("heliograph.http.requests")
                .description("How long requests took until their answers were out; 499 is a caller who left before")
                .tags("method", method, "code", Integer.toString(status))
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }
}
