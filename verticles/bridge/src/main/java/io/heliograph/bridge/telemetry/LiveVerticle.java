package io.heliograph.bridge.telemetry;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.bus.Topics.LiveWanted;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Map;

/** Tells the cluster who watches here, and hands on what was collected for them. */
public final class LiveVerticle extends VerticleBase {
    /** Many who begin within this time are told as one. */
    private static final long TOGETHER_MS = 5;

    private final Duration interval;
    private final String node;
    private final Bus bus;
    private final LiveFeed feed;
    private boolean telling;

    public LiveVerticle(LiveConfig config, String node, Bus bus, LiveFeed feed) {
        this.interval = config.interval();
        this.node = node;
        this.bus = bus;
        this.feed = feed;
    }

    @Override
    public Future<?> start() {
        feed.onChange(() -> context.runOnContext(changed -> tellSoon()));
        vertx.setPeriodic(interval.toMillis(), tick -> {
            feed.forget();
            LiveWanted wanted = feed.wanted(node);
            if (!wanted.watchers().isEmpty()) {
                bus.publish(Topics.LIVE_WANTED, wanted);
            }
        });
        return bus.subscribe(Topics.LIVE_COLLECTED, notice -> feed.collected(notice.project(), notice.payload()));
    }

    @Override
    public Future<?> stop() {
        feed.onChange(() -> {});
        bus.publish(Topics.LIVE_WANTED, new LiveWanted(node, Map.of()));
        return Future.succeededFuture();
    }

    private void tellSoon() {
        if (!telling) {
            telling = true;
            vertx.setTimer(TOGETHER_MS, passed -> {
                telling = false;
                bus.publish(Topics.LIVE_WANTED, feed.wanted(node));
            });
        }
    }
}
