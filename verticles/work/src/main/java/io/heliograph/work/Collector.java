package io.heliograph.work;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.bus.Topics.LiveCollected;
import io.heliograph.contracts.bus.Topics.LiveWanted;
import io.heliograph.contracts.live.LivePayload;
import io.heliograph.store.Leases;
import io.heliograph.store.Leases.Lease;
import io.heliograph.store.work.WorkReader;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the payloads of all watched projects once per interval, on the one node that holds the lease, and tells all nodes.
 * While nobody watches, nothing is asked and no lease is held. Belongs to one context.
 */
final class Collector {
    static final String LEASE = "live-collector";

    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    /** After so many intervals without a payload from another node, this one tries to collect. */
    private static final int SILENT = 2;

    /** After so many, it does so whoever holds the lease: that node cannot be heard. */
    private static final int DEAF = 4;

    private final Bus bus;
    private final WorkReader reader;
    private final Leases leases;
    private final String node;
    private final Duration interval;
    private final WorkFigures figures;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Watched watched;
    private final Map<String, Collected> latest = new HashMap<>();
    private final Map<String, Future<LivePayload>> underWay = new HashMap<>();
    private final Set<String> due = new HashSet<>();
    private Lease lease;
    private boolean busy;
    private boolean complained;
    private long heardAt;
    private long watchedSince;

    private record Collected(LivePayload payload, long at) {}

    Collector(
            Bus bus,
            WorkReader reader,
            Leases leases,
            String node,
            Duration interval,
            WorkFigures figures,
            InstantSource clock,
            LongSupplier nanos) {
        this.bus = bus;
        this.reader = reader;
        this.leases = leases;
        this.node = node;
        this.interval = interval;
        this.figures = figures;
        this.clock = clock;
        this.nanos = nanos;
        watched = new Watched(interval.multipliedBy(3).toNanos());
        forgetOthers();
    }

    int watchers(String project) {
        return watched.watchers(project);
    }

    /** Those who begin to watch get their first payload at once. */
    void hear(LiveWanted notice) {
        long now = nanos.getAsLong();
        if (watched.projects().isEmpty()) {
            watchedSince = now;
        }
        watched.hear(notice, now);
        if (watched.projects().isEmpty()) {
            forgetOthers();
        }
        notice.watchers().keySet().stream().filter(project -> !isFresh(project)).forEach(due::add);
        collect();
    }

    /** A payload was collected, here or elsewhere. */
    void hear(LiveCollected notice) {
        heardAt = nanos.getAsLong();
        latest.put(notice.project(), new Collected(notice.payload(), heardAt));
    }

    /** To be called once per interval. */
    void tick() {
        long now = nanos.getAsLong();
        watched.forget(now);
        latest.values().removeIf(collected -> now - collected.at > 2 * interval.toNanos());
        if (watched.projects().isEmpty()) {
            forgetOthers();
            rest();
        } else {
            due.addAll(watched.projects());
            collect();
        }
    }

    /** One project's payload for somebody who asks: the newest that was collected, or one that is read now. */
    Future<LivePayload> payload(String project) {
        if (isFresh(project)) {
            return Future.succeededFuture(latest.get(project).payload);
        }
        Future<LivePayload> reading = underWay.get(project);
        if (reading == null) {
            reading = read(Set.of(project)).map(read -> read.get(project));
            underWay.put(project, reading);
            reading.onComplete(done -> underWay.remove(project));
            reading.onSuccess(payload -> latest.put(project, new Collected(payload, nanos.getAsLong())));
        }
        return reading;
    }

    /** Gives the lease back, so that another node need not wait for its end. */
    Future<Void> rest() {
        if (lease == null) {
            return Future.succeededFuture();
        }
        Lease held = lease;
        lease = null;
        figures.ask(1);
        return leases.release(held).<Void>mapEmpty().otherwiseEmpty();
    }

    private boolean isFresh(String project) {
        Collected collected = latest.get(project);
        return collected != null && nanos.getAsLong() - collected.at < interval.toNanos();
    }

    /** Nobody is collecting any more, so the next to be watched need not wait for whoever did. */
    private void forgetOthers() {
        heardAt = nanos.getAsLong() - DEAF * interval.toNanos();
    }

    private void collect() {
        if (busy || due.isEmpty()) {
            return;
        }
        Set<String> projects = Set.copyOf(due);
        due.clear();
        busy = true;
        hold().compose(mine -> mine ? collect(projects) : Future.succeededFuture())
                .onSuccess(done -> complained = false)
                .onFailure(this::failed)
                .onComplete(done -> {
                    busy = false;
                    collect();
                });
    }

    /** Whether this node is the one that collects now. */
    private Future<Boolean> hold() {
        Duration ttl = interval.multipliedBy(3);
        if (lease != null) {
            figures.ask(1);
            return leases.renew(lease, ttl).onSuccess(held -> lease = held ? lease : null);
        }
        long now = nanos.getAsLong();
        long silent = Math.min(now - heardAt, now - watchedSince + SILENT * interval.toNanos());
        if (silent < SILENT * interval.toNanos()) {
            return Future.succeededFuture(false);
        }
        figures.ask(1);
        return leases.acquire(LEASE, node, ttl).map(won -> {
            lease = won.orElse(null);
            return lease != null || silent > DEAF * interval.toNanos();
        });
    }

    private Future<Void> collect(Set<String> projects) {
        return read(projects).map(payloads -> {
            payloads.forEach((project, payload) -> {
                latest.put(project, new Collected(payload, nanos.getAsLong()));
                bus.publish(Topics.LIVE_COLLECTED, new LiveCollected(project, payload));
            });
            return null;
        });
    }

    private Future<Map<String, LivePayload>> read(Collection<String> projects) {
        long began = nanos.getAsLong();
        figures.ask(WorkReader.QUESTIONS);
        return reader.read(projects, clock.instant()).onSuccess(read -> figures.collected(nanos.getAsLong() - began));
    }

    /** Said once, until it works again: watchers see by its timestamp that their payload is old. */
    private void failed(Throwable cause) {
        if (!complained) {
            complained = true;
            LOG.warn("live payloads cannot be collected for now: {}", cause.getMessage());
        }
    }
}
