package io.heliograph.bridge.feed;

import io.heliograph.bridge.StreamConfig;
import io.heliograph.bridge.StreamFigures;
import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.events.EventSubscription;
import io.heliograph.contracts.events.EventsSubscribed;
import io.heliograph.contracts.live.Unsubscribe;
import io.heliograph.contracts.live.Unsubscribed;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.retention.Retention;
import io.heliograph.web.limits.Overload;
import io.heliograph.web.limits.SharedRoom;
import io.heliograph.web.live.Sink;
import io.heliograph.web.live.Subscribable;
import io.heliograph.web.live.Subscription;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;

/** The way from the doors' event loops to the feed's, and back. Safe for use by many threads. */
public final class Feeds implements Subscribable<EventSubscription, EventsSubscribed> {
    private final SharedRoom places;
    private final Retention retention;
    private final StreamFigures figures;
    private volatile Open open;

    private record Open(Context context, EventFeed feed, Runnable onWatched) {}

    /** A project may hold {@code share} percent of the places. */
    public Feeds(StreamConfig config, Retention retention, StreamFigures figures, int share) {
        this.retention = retention;
        places = new SharedRoom(config.maxWatchers(), share);
        this.figures = figures;
    }

    void open(Context context, EventFeed feed, Runnable onWatched) {
        open = new Open(context, feed, onWatched);
    }

    void close() {
        open = null;
    }

    @Override
    public Operation<EventSubscription, EventsSubscribed> begin() {
        return EventOperations.SUBSCRIBE;
    }

    @Override
    public Operation<Unsubscribe, Unsubscribed> end() {
        return EventOperations.UNSUBSCRIBE;
    }

    @Override
    public String notification() {
        return EventOperations.EVENT.name();
    }

    @Override
    public Future<Subscription<EventsSubscribed>> subscribe(
            Caller caller, EventSubscription input, String id, Sink sink) {
        Open now = open;
        if (now == null) {
            throw new Refused(Problem.of(ProblemKind.NOT_SERVED, "The stream is closed on this node.")
                    .retryAfter(1));
        }
        SharedRoom.Claim place = places.claim(caller.project());
        if (!place.tryGrow(1)) {
            throw Overload.refused("As many watch the stream as may (stream.max-watchers).");
        }
        Context readers = Vertx.currentContext();
        Promise<Subscription<EventsSubscribed>> begun = Promise.promise();
        now.context()
                .runOnContext(there -> begin(now, caller, input, id, sink, place)
                        .onComplete(done -> readers.runOnContext(back -> begun.handle(done))));
        return begun.future().onFailure(refused -> place.release());
    }

    private Future<Subscription<EventsSubscribed>> begin(
            Open at, Caller caller, EventSubscription input, String id, Sink sink, SharedRoom.Claim place) {
        boolean isFirst = !at.feed().isWatched();
        Future<Void> opened = at.feed().open();
        if (isFirst) {
            at.onWatched().run();
        }
        return opened.compose(ready -> recovered(at.feed(), input.resume()))
                .map(from -> {
                    Positions positions = from.orElseGet(at.feed()::now);
                    EventsSubscribed answer = new EventsSubscribed(id, from.isPresent(), positions.encode());
                    Watcher watcher = new Watcher(
                            Filter.of(caller.project(), retention, input), positions, sink, figures, place::release);
                    at.feed().add(watcher);
                    return (Subscription<EventsSubscribed>) new Begun(at, watcher, answer);
                })
                .onComplete(begun -> at.feed().begun());
    }

    private static Future<Optional<Positions>> recovered(EventFeed feed, String resume) {
        Optional<Positions> from = resume == null ? Optional.empty() : Positions.decode(resume);
        return from.isEmpty()
                ? Future.succeededFuture(from)
                : feed.canRecover(from.get()).map(can -> can ? from : Optional.empty());
    }

    private record Begun(Open at, Watcher watcher, EventsSubscribed answer) implements Subscription<EventsSubscribed> {
        @Override
        public void start() {
            at.context().runOnContext(there -> at.feed().start(watcher));
        }

        @Override
        public void cancel() {
            at.context().runOnContext(there -> at.feed().remove(watcher));
        }
    }
}
