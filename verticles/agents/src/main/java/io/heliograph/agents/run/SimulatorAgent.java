package io.heliograph.agents.run;

import io.heliograph.agents.config.AgentSpec.Profile;
import io.heliograph.agents.config.AgentSpec.Simulator;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Made-up measurements that wander about, the same ones at every start. */
final class SimulatorAgent implements Running {
    private static final long MEMORY_MB = 24_576;

    private final Vertx vertx;
    private final Simulator spec;
    private final Delivery delivery;
    private final BooleanSupplier mayRun;
    private final Random random;
    private final Stamp stamp;
    private final Promise<String> ended = Promise.promise();
    private final long timer;
    private double load = 0.5;

    /** {@code mayRun} is asked before each measurement: whoever owns it no longer stays silent. */
    SimulatorAgent(Vertx vertx, Simulator spec, Delivery delivery, BooleanSupplier mayRun) {
        this.vertx = vertx;
        this.spec = spec;
        this.delivery = delivery;
        this.mayRun = mayRun;
        random = new Random(spec.key().hashCode());
        stamp = new Stamp(spec.key().id());
        timer = vertx.setPeriodic(1, spec.interval().toMillis(), tick -> measure());
    }

    @Override
    public Future<Void> started() {
        return Future.succeededFuture();
    }

    @Override
    public Future<String> ended() {
        return ended.future();
    }

    @Override
    public void stop() {
        vertx.cancelTimer(timer);
        ended.tryComplete("stopped");
    }

    @Override
    public void kill() {
        stop();
    }

    private void measure() {
        if (mayRun.getAsBoolean() && delivery.isIdle()) {
            load = Math.max(0, Math.min(1, load + random.nextGaussian() * 0.05));
            String line = spec.profile() == Profile.GPU ? gpu() : heart();
            delivery.deliver(Buffer.buffer(stamp.on(line.getBytes(StandardCharsets.UTF_8))));
        }
    }

    private String heart() {
        return format(
                "{\"type\":\"telemetry_update\",\"payload\":{\"hr\":%d,\"temp\":%.1f}}",
                Math.round(58 + 60 * load), 36.4 + load);
    }

    private String gpu() {
        long used = Math.round(MEMORY_MB * (0.2 + 0.7 * load));
        return format(
                "{\"type\":\"hardware.gpu\",\"payload\":{\"temperature_c\":%d,\"utilization_pct\":%d,"
                        + "\"memory_used_mb\":%d,\"memory_total_mb\":%d,\"power_w\":%d}}",
                Math.round(38 + 45 * load), Math.round(100 * load), used, MEMORY_MB, Math.round(60 + 260 * load));
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
