package io.heliograph.aggregate.windows;

import io.heliograph.aggregate.WindowFigures;
import io.heliograph.aggregate.WindowsConfig;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.bus.Topics.Counting;
import io.heliograph.contracts.metrics.LatestQuery;
import io.heliograph.contracts.metrics.MetricOperations;
import io.heliograph.contracts.metrics.MetricWindow;
import io.heliograph.contracts.metrics.WindowOperations;
import io.heliograph.contracts.metrics.WindowRead;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.flow.Peers;
import io.heliograph.flow.Peers.Peer;
import io.heliograph.journal.Journal;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Keeps this node's windows, and answers for those of all nodes. */
public final class WindowsVerticle extends VerticleBase {
    /** Often enough for whoever asks; a notice for every append would wake this worker hundreds of times a second. */
    private static final long LOOK_EVERY_MS = 50;

    private static final long TELL_EVERY_MS = 500;
    private static final long SWEEP_EVERY_MS = 60_000;

    private final WindowsConfig config;
    private final Bus bus;
    private final InstantSource clock;
    private final Reader reader;
    private final Peers peers;
    private final Counting self;

    /** {@code directory} is where the windows are kept while the node does not run. */
    public WindowsVerticle(
            WindowsConfig config,
            Journal journal,
            Path directory,
            String node,
            Bus bus,
            WindowFigures figures,
            InstantSource clock,
            LongSupplier nanos) {
        this.config = config;
        this.bus = bus;
        this.clock = clock;
        reader = new Reader(config, journal, directory, node, clock, figures);
        peers = new Peers(nanos, config.longestSeconds());
        self = new Counting(journal.id().toString(), node);
    }

    @Override
    public Future<?> start() {
        reader.begin();
        vertx.setPeriodic(0, LOOK_EVERY_MS, tick -> reader.wake());
        vertx.setPeriodic(TELL_EVERY_MS, tick -> {
            reader.tell();
            reader.saveIfLate(vertx);
        });
        vertx.setPeriodic(SWEEP_EVERY_MS, tick -> reader.sweep());
        vertx.setPeriodic(config.saveInterval().toMillis(), tick -> reader.save(vertx));
        vertx.setPeriodic(Peers.SAY_AGAIN_MS, tick -> bus.publish(Topics.COUNTING, self));
        return Future.all(
                        bus.serveAs(
                                self.journal(),
                                WindowOperations.READ,
                                (caller, wanted) -> Future.succeededFuture(reader.read(wanted))),
                        bus.serve(MetricOperations.LATEST, this::latest),
                        bus.subscribe(Topics.COUNTING, this::heard))
                .onSuccess(ready -> bus.publish(Topics.COUNTING, self));
    }

    @Override
    public Future<?> stop() {
        return reader.stop().compose(stopped -> reader.save(vertx));
    }

    /** Whoever is new does not know this node yet. */
    private void heard(Counting notice) {
        if (!notice.journal().equals(self.journal()) && peers.hear(notice.journal(), notice.node())) {
            bus.publish(Topics.COUNTING, self);
        }
    }

    private Future<MetricWindow> latest(Caller caller, LatestQuery query) {
        if (query.seconds() > config.longestSeconds()) {
            throw Refused.parameter(
                    "window_seconds", "takes " + config.longestSeconds() + " at the most (windows.longest)");
        }
        Instant until = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        long now = until.getEpochSecond();
        boolean isFiltered = query.source() != null || query.agentId() != null;
        long from = reader.begin(isFiltered, now - query.seconds());
        WindowRead wanted =
                new WindowRead(caller.project(), from, now + 1, query.type(), query.source(), query.agentId());
        Merge merge = new Merge();
        merge.add(reader.read(wanted));
        List<Future<Void>> asked = new ArrayList<>();
        for (Peer peer : peers.within(query.seconds())) {
            if (peers.isSilent(peer)) {
                merge.missing(peer.node());
            } else {
                asked.add(ask(peer, caller, wanted, merge));
            }
        }
        return Future.join(asked)
                .transform(all -> Future.succeededFuture(merge.window(Instant.ofEpochSecond(from), until)));
    }

    private Future<Void> ask(Peer peer, Caller caller, WindowRead wanted, Merge merge) {
        return bus.call(peer.journal(), WindowOperations.READ, caller, wanted)
                .onSuccess(merge::add)
                .onFailure(away -> merge.missing(peer.node()))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }
}
