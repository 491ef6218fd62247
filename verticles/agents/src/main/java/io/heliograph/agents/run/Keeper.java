package io.heliograph.agents.run;

import io.heliograph.agents.config.AgentSpec;
import io.heliograph.agents.config.AgentsConfig;
import io.heliograph.flow.Backoff;
import io.heliograph.flow.Turns;
import io.heliograph.store.Leases.Lease;
import io.heliograph.store.agents.AgentTable;
import io.heliograph.store.agents.AgentTable.Report;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one agent running for as long as this node holds its lease: starts it, starts it anew when it ends, ends it. */
final class Keeper {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    /** What ends within this time did not really run. */
    private static final Duration SETTLED = Duration.ofMillis(300);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    /** An agent that ran for so long is started anew as if it had never failed. */
    private static final Duration PROVEN = Duration.ofMinutes(1);

    /** Where a keeper lives, the same for all of a node; {@code onStart} is run when an agent has begun to run. */
    record House(
            Vertx vertx,
            String node,
            AgentsConfig config,
            AgentTable table,
            Launcher launcher,
            WardenLink warden,
            LongSupplier nanos,
            Runnable onStart) {}

    private final House house;
    private final AgentSpec spec;
    private final Lease lease;
    private final Backoff backoff;
    private final Turns tells = new Turns();
    private final Promise<Void> over = Promise.promise();
    private Running running;
    private Report untold;
    private long heldSince;
    private long firstMark;
    private long timer = -1;
    private int restarts;
    private boolean settled;
    private boolean ending;
    private long told;

    /** The lease was asked for at this time, and the warden's mark was set before. */
    Keeper(House house, AgentSpec spec, Lease lease, long heldSince, long mark) {
        this.house = house;
        this.spec = spec;
        this.lease = lease;
        this.heldSince = heldSince;
        firstMark = mark;
        backoff = new Backoff(FIRST_PAUSE, house.config().longestPause(), ThreadLocalRandom.current());
    }

    Lease lease() {
        return lease;
    }

    AgentSpec spec() {
        return spec;
    }

    OptionalLong pid() {
        return running == null ? OptionalLong.empty() : running.pid();
    }

    boolean isEnding() {
        return ending;
    }

    /** The lease was renewed after this time and this mark. */
    void prolong(long since, long mark) {
        heldSince = since;
        firstMark = mark;
        if (untold != null) {
            tell(untold);
        }
    }

    /** Whether the lease has not been renewed for so long that it is to be given up. */
    boolean isOverdue() {
        return isOlderThan(house.config().surrenderAfter());
    }

    /** Whether it runs and has not been told yet what holds in this version. */
    boolean isToHear(long fleetVersion) {
        return settled && !ending && told < fleetVersion;
    }

    /** Tells it what holds for the fleet. */
    void hear(long fleetVersion, String line) {
        if (isToHear(fleetVersion)) {
            told = fleetVersion;
            running.tell(line);
            tells.take(() -> house.table().told(spec.key(), lease, fleetVersion))
                    .onFailure(cause -> told = Math.min(told, fleetVersion - 1));
        }
    }

    void begin() {
        timer = -1;
        if (ending || isOverdue()) {
            return;
        }
        tell("starting", null);
        house.launcher()
                .launch(spec, firstMark, () -> !isOlderThan(house.config().hold()))
                .onSuccess(this::follow)
                .onFailure(cause -> failed(cause.getMessage(), house.nanos().getAsLong()));
    }

    /** Somebody wants it to run now, whatever pause it is in. */
    void hurry() {
        if (timer >= 0 && running == null && !ending) {
            house.vertx().cancelTimer(timer);
            begin();
        }
    }

    /** Completes when the agent has ended and the word of it is kept, or could not be. */
    Future<Void> end(String detail) {
        if (!ending) {
            ending = true;
            house.vertx().cancelTimer(timer);
            if (running == null) {
                ended(detail);
            } else {
                Running last = running;
                last.ended().onSuccess(how -> ended(detail));
                last.stop();
                house.vertx().setTimer(patienceMillis(), passed -> last.kill());
            }
        }
        return over.future();
    }

    /** Ends it without asking. */
    Future<Void> kill(String detail) {
        Future<Void> end = end(detail);
        if (running != null) {
            running.kill();
        }
        return end;
    }

    private void follow(Running agent) {
        long began = house.nanos().getAsLong();
        running = agent;
        agent.ended().onSuccess(how -> failed(how, began));
        if (ending) {
            agent.kill();
            return;
        }
        agent.started()
                .onSuccess(on -> house.vertx().setTimer(SETTLED.toMillis(), passed -> settled(agent)))
                .onFailure(cause -> agent.kill());
    }

    private void settled(Running agent) {
        if (running == agent && !ending) {
            LOG.info("agent {} runs on this node", spec.key());
            settled = true;
            tell("running", null);
            house.onStart().run();
        }
    }

    private void failed(String how, long began) {
        running = null;
        settled = false;
        told = 0;
        if (ending) {
            return;
        }
        if (house.nanos().getAsLong() - began > PROVEN.toNanos()) {
            backoff.succeeded();
        }
        restarts++;
        long pause = Math.max(1, backoff.next());
        LOG.warn("agent {} {}; it is started anew in {} ms", spec.key(), how, pause);
        tell("restarting", how);
        timer = house.vertx().setTimer(pause, passed -> begin());
    }

    private void ended(String detail) {
        LOG.info("agent {} is ended: {}", spec.key(), detail);
        tell("stopped", detail).onComplete(told -> over.tryComplete());
    }

    private boolean isOlderThan(Duration time) {
        return house.nanos().getAsLong() - heldSince > time.toNanos();
    }

    /** As long as the settings give, but never beyond the time when others may start it. */
    private long patienceMillis() {
        Duration left = house.config().hold().minusNanos(house.nanos().getAsLong() - heldSince);
        long most = Math.min(left.toMillis(), house.config().stopTimeout().toMillis());
        return Math.max(1, most);
    }

    private Future<Void> tell(String state, String detail) {
        return tell(new Report(house.node(), state, restarts, detail));
    }

    /** What cannot be told now is told when the lease is next renewed. */
    private Future<Void> tell(Report report) {
        untold = report;
        return tells.take(() -> house.table().tell(spec.key(), lease, report)).onSuccess(told -> {
            if (untold == report) {
                untold = null;
            }
        });
    }
}
