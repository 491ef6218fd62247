package io.heliograph.bridge.feed;

import io.heliograph.bridge.StreamConfig;
import io.heliograph.bridge.StreamFigures;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.bus.Topics.Appended;
import io.heliograph.contracts.bus.Topics.Grew;
import io.heliograph.contracts.bus.Topics.Watched;
import io.heliograph.contracts.live.FeedOperations;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.journal.Journal;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Runs the feed, tells other nodes of this one's journal while they watch it, and lets them read it. */
public final class FeedVerticle extends VerticleBase {
    private static final long TICK_MS = 500;
    private static final long PLACES_EVERY_MS = 10_000;

    /** The age of a node that says for the first time that it is there. */
    private static final long HELLO = 0;

    /** Appends within this time are told to other nodes as one. */
    private static final long TOGETHER_MS = 20;

    private final StreamConfig config;
    private final OwnJournal own;
    private final Bus bus;
    private final StreamFigures figures;
    private final Feeds feeds;
    private final LongSupplier nanos;
    private final Interest interest;
    private long startedAt;
    private long endAtStart;
    private boolean told = true;
    private EventFeed feed;

    public FeedVerticle(
            StreamConfig config, Journal journal, Bus bus, StreamFigures figures, Feeds feeds, LongSupplier nanos) {
        this.config = config;
        this.own = new OwnJournal(journal, figures);
        this.bus = bus;
        this.figures = figures;
        this.feeds = feeds;
        this.nanos = nanos;
        interest = new Interest(nanos);
    }

    @Override
    public Future<?> start() {
        startedAt = nanos.getAsLong();
        endAtStart = own.end();
        feed = new EventFeed(config, bus, own, figures, nanos, task -> context.runOnContext(now -> task.run()));
        feeds.open(context, feed, this::watched);
        vertx.setPeriodic(TICK_MS, tick -> feed.tick());
        vertx.setPeriodic(PLACES_EVERY_MS, tick -> feed.tellPlaces());
        vertx.setPeriodic(Interest.SAY_AGAIN_MS, tick -> sayWatched());
        return Future.all(
                        bus.serveAs(
                                own.id().toString(),
                                FeedOperations.READ,
                                (caller, read) ->
                                        own.read(read.after(), read.events()).map(Page::packed)),
                        bus.subscribe(Topics.APPENDED, this::appended),
                        bus.subscribe(Topics.WATCHED, this::watchedElsewhere),
                        bus.subscribe(Topics.GREW, this::grew))
                .onSuccess(ready -> tellGrew(HELLO));
    }

    @Override
    public Future<?> stop() {
        feeds.close();
        feed.end(Problem.of(ProblemKind.NOT_SERVED, "The node stops; go on at another, or here when it is back."));
        return Future.succeededFuture();
    }

    private void watched() {
        sayWatched();
    }

    private void sayWatched() {
        if (feed.isWatched()) {
            bus.publish(Topics.WATCHED, new Watched(own.id().toString()));
        }
    }

    private void watchedElsewhere(Watched notice) {
        if (!notice.journal().equals(own.id().toString())) {
            interest.hear();
            tellGrew();
        }
    }

    private void appended(Appended notice) {
        if (feed.isWatched()) {
            feed.ownGrew(own.id());
        }
        if (told && interest.lasts()) {
            told = false;
            vertx.setTimer(TOGETHER_MS, passed -> tellGrew());
        }
    }

    private void tellGrew() {
        tellGrew(Math.max(HELLO + 1, TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - startedAt)));
    }

    private void tellGrew(long up) {
        told = true;
        bus.publish(Topics.GREW, new Grew(own.id().toString(), own.end(), endAtStart, up));
    }

    /** Whoever has just started, or is heard for the first time, may not have heard of this node. */
    private void grew(Grew notice) {
        UUID journal = UUID.fromString(notice.journal());
        if (journal.equals(own.id())) {
            return;
        }
        boolean isNew = notice.upMillis() == HELLO || !feed.knows(journal);
        feed.grew(notice);
        if (isNew) {
            tellGrew();
        }
    }
}
