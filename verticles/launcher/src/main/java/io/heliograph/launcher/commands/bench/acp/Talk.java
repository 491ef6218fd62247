package io.heliograph.launcher.commands.bench.acp;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Pairs of agents that speak to each other. With a rate a message counts from when it was due, whatever the hub does;
 * without one each pair keeps as many under way as it may. Belongs to the event loop.
 */
final class Talk implements BenchAgent.Listener {
    private static final String ASK = "bench.message";
    private static final String REPLY = "bench.reply";
    private static final long PAUSE_MS = 100;

    /** A driver that is behind reads answers between what it sends; what is due late counts from when it was due. */
    private static final int MOST_AT_ONCE = 200;

    private final Vertx vertx;
    private final Load load;
    private final List<BenchAgent> senders;
    private final List<BenchAgent> receivers;
    private final String filling;
    private final String run = Long.toString(System.nanoTime(), 36);
    private final Map<String, Integer> places = new TreeMap<>();
    private final Map<String, Long> refusals = new TreeMap<>();
    private final Times stored = new Times();
    private final Times delivered = new Times();
    private final Times replied = new Times();
    private final Promise<Void> quiet = Promise.promise();
    private long begin;
    private long measuredFrom = Long.MAX_VALUE;
    private long end;
    private long next;
    private long accepted;
    private long arrived;
    private long again;
    private long broken;
    private boolean over;

    Talk(Vertx vertx, Load load, List<BenchAgent> senders, List<BenchAgent> receivers) {
        this.vertx = vertx;
        this.load = load;
        this.senders = senders;
        this.receivers = receivers;
        filling = "x".repeat(load.size());
        for (int pair = 0; pair < senders.size(); pair++) {
            places.put(senders.get(pair).id(), pair);
            places.put(receivers.get(pair).id(), pair);
        }
    }

    void begin() {
        senders.forEach(agent -> agent.listener(this));
        receivers.forEach(agent -> agent.listener(this));
        begin = System.nanoTime();
        if (load.rate() > 0) {
            vertx.setPeriodic(1, tick -> sendDue());
        } else {
            for (int pair = 0; pair < load.pairs(); pair++) {
                for (int each = 0; each < load.underWay(); each++) {
                    send(pair, System.nanoTime());
                }
            }
        }
    }

    void measureFromNow() {
        measuredFrom = System.nanoTime();
    }

    /** Sends nothing more; completes when everything that was stored has arrived, or nothing has for ten seconds. */
    Future<Void> stop() {
        over = true;
        end = System.nanoTime();
        long[] last = {arrived, System.nanoTime()};
        vertx.setPeriodic(10, tick -> {
            long now = System.nanoTime();
            if (last[0] != arrived) {
                last[0] = arrived;
                last[1] = now;
            }
            boolean done = accepted + refused() >= next + (load.replies() ? next : 0) && arrived >= accepted;
            if (done || now - last[1] > TimeUnit.SECONDS.toNanos(10)) {
                vertx.cancelTimer(tick);
                quiet.tryComplete();
            }
        });
        return quiet.future();
    }

    private void sendDue() {
        if (over) {
            return;
        }
        long now = System.nanoTime();
        long due = due();
        for (int sent = 0; due <= now && sent < MOST_AT_ONCE; sent++) {
            send((int) (next % load.pairs()), due);
            due = due();
        }
    }

    private long due() {
        return begin + (long) (next * 1e9 / load.rate());
    }

    private void send(int pair, long due) {
        senders.get(pair).send(receivers.get(pair).id(), ASK, due, run + "-" + next, filling);
        next++;
    }

    @Override
    public void arrived(BenchAgent agent, String frame, boolean repeated) {
        if (repeated) {
            again++;
            return;
        }
        long now = System.nanoTime();
        long due = BenchAgent.due(frame);
        arrived++;
        int pair = places.get(agent.id());
        boolean asked = receivers.get(pair) == agent;
        if (due >= measuredFrom && !(over && due > end)) {
            (asked ? delivered : replied).took(now - due);
        }
        if (asked && load.replies()) {
            agent.send(senders.get(pair).id(), REPLY, due, run + "-r" + arrived, filling);
        } else if (load.rate() == 0 && !over) {
            send(pair, now);
        }
    }

    @Override
    public void stored(BenchAgent agent, long due) {
        accepted++;
        if (due >= measuredFrom && senders.get(places.get(agent.id())) == agent) {
            stored.took(System.nanoTime() - due);
        }
    }

    @Override
    public void refused(BenchAgent agent, String code, long due) {
        refusals.merge(code, 1L, Long::sum);
        if (load.rate() == 0) {
            vertx.setTimer(PAUSE_MS, later -> {
                if (!over) {
                    send(places.get(agent.id()), System.nanoTime());
                }
            });
        }
    }

    @Override
    public void gone(BenchAgent agent) {
        broken++;
    }

    private long refused() {
        return refusals.values().stream().mapToLong(Long::longValue).sum();
    }

    double seconds() {
        return (end - measuredFrom) / 1e9;
    }

    /** What was sent, replies included. */
    long accepted() {
        return accepted;
    }

    long missing() {
        return accepted - arrived;
    }

    long again() {
        return again;
    }

    long broken() {
        return broken;
    }

    Map<String, Long> refusals() {
        return refusals;
    }

    Times stored() {
        return stored;
    }

    Times delivered() {
        return delivered;
    }

    Times replied() {
        return replied;
    }
}
