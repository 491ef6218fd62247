package io.heliograph.aggregate.rollups;

import io.heliograph.aggregate.AnswerFigures;
import io.heliograph.aggregate.AnswersConfig;
import io.heliograph.aggregate.RollupsConfig;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.metrics.MetricOperations;
import io.heliograph.contracts.metrics.RollupQuery;
import io.heliograph.contracts.metrics.RollupReport;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.store.rollups.Level;
import io.heliograph.store.rollups.RollupCheck;
import io.heliograph.store.rollups.RollupTables;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds what the drain has stored to the rollups, one node of the cluster at a time, and answers from them. */
public final class RollupsVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(RollupsVerticle.class);
    private static final long EXPIRE_EVERY_MS = 60_000;
    private static final long MICROS = 1_000_000;
    private static final int MOST_DELTAS = 5_000;
    private static final int MOST_EXPIRED = 10_000;

    private final RollupsConfig config;
    private final RollupTables tables;
    private final RollupCheck check;
    private final Answers answers;
    private final Ranges ranges;
    private final Bus bus;
    private boolean rolling;
    private boolean troubled;

    public RollupsVerticle(
            RollupsConfig config,
            AnswersConfig remembered,
            AnswerFigures figures,
            RollupTables tables,
            RollupCheck check,
            Bus bus,
            InstantSource clock) {
        this.config = config;
        this.tables = tables;
        this.check = check;
        this.bus = bus;
        answers = new Answers(remembered, figures, System::nanoTime);
        ranges = new Ranges(tables, answers, clock);
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(config.interval().toMillis(), tick -> roll());
        vertx.setPeriodic(EXPIRE_EVERY_MS, tick -> expire());
        return Future.all(
                bus.subscribe(Topics.STORED, notice -> answers.stored(Math.floorDiv(notice.oldest(), MICROS))),
                bus.serve(MetricOperations.RANGE, (caller, query) -> ranges.read(caller.project(), query)),
                bus.serve(MetricOperations.CHECK, this::check));
    }

    /** Until none wait; what fails is tried again at the next tick, and whoever reads adds what waits. */
    private void roll() {
        if (rolling) {
            return;
        }
        rolling = true;
        tables.roll(MOST_DELTAS)
                .onComplete(done -> rolling = false)
                .onSuccess(rolled -> {
                    troubled = false;
                    if (rolled == MOST_DELTAS) {
                        roll();
                    }
                })
                .onFailure(this::failed);
    }

    private void expire() {
        tables.expire(Level.MINUTE, config.keepMinutes(), MOST_EXPIRED)
                .compose(gone -> tables.expire(Level.HOUR, config.keepHours(), MOST_EXPIRED))
                .onFailure(this::failed);
    }

    private void failed(Throwable cause) {
        if (!troubled) {
            LOG.warn("the rollups do not move for now; nothing of them is lost: {}", cause.getMessage());
        }
        troubled = true;
    }

    private Future<RollupReport> check(Caller caller, RollupQuery query) {
        long from = Times.minute(Times.within("from", query.from()));
        Instant to = Times.within("to", query.to());
        Instant until = to.equals(to.truncatedTo(ChronoUnit.MINUTES)) ? to : to.plus(1, ChronoUnit.MINUTES);
        return check.run(caller.project(), from, Times.minute(until));
    }
}
