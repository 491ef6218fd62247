package io.heliograph.launcher.commands.bench.acp;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Waits until each of many agents has got the next message of a type. Belongs to the event loop. */
final class Gathering implements BenchAgent.Listener {
    private static final long PATIENCE_MS = 60_000;

    private final Vertx vertx;
    private final List<BenchAgent> agents;
    private final String type;
    private final Times times = new Times();
    private Set<String> missing = Set.of();
    private Promise<Long> all = Promise.promise();
    private long since;
    private long refused;

    Gathering(Vertx vertx, List<BenchAgent> agents, String type) {
        this.vertx = vertx;
        this.agents = agents;
        this.type = "\"type\":\"" + type + "\"";
        agents.forEach(agent -> agent.listener(this));
    }

    /** Begins to wait; completes with the nanoseconds until the last one has it, or with -1 when one is still without. */
    Future<Long> next() {
        missing = new HashSet<>();
        agents.forEach(agent -> missing.add(agent.id()));
        since = System.nanoTime();
        all = Promise.promise();
        Promise<Long> mine = all;
        long timer = vertx.setTimer(PATIENCE_MS, late -> mine.tryComplete(-1L));
        return mine.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    @Override
    public void arrived(BenchAgent agent, String frame, boolean again) {
        if (frame.contains(type) && missing.remove(agent.id())) {
            long took = System.nanoTime() - since;
            times.took(took);
            if (missing.isEmpty()) {
                all.tryComplete(took);
            }
        }
    }

    @Override
    public void refused(BenchAgent agent, String code, long due) {
        refused++;
    }

    @Override
    public void gone(BenchAgent agent) {
        refused++;
    }

    /** From the beginning until each of them had it. */
    Times times() {
        return times;
    }

    /** Connections and messages that went wrong. */
    long refused() {
        return refused;
    }
}
