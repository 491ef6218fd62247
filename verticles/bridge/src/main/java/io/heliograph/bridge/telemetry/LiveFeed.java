package io.heliograph.bridge.telemetry;

import io.heliograph.contracts.bus.Topics.LiveWanted;
import io.heliograph.contracts.live.LiveOperations;
import io.heliograph.contracts.live.LivePayload;
import io.heliograph.contracts.live.LiveSubscribed;
import io.heliograph.contracts.live.LiveSubscription;
import io.heliograph.contracts.live.Unsubscribe;
import io.heliograph.contracts.live.Unsubscribed;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.web.limits.Overload;
import io.heliograph.web.limits.SharedRoom;
import io.heliograph.web.live.Sink;
import io.heliograph.web.live.Subscribable;
import io.heliograph.web.live.Subscription;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Who watches live payloads on this node, through whichever door. Safe for use by many threads. */
public final class LiveFeed implements Subscribable<LiveSubscription, LiveSubscribed> {
    private final LiveConfig config;
    private final SharedRoom places;
    private final LongSupplier nanos;
    private final Map<String, Watchers> byProject = new ConcurrentHashMap<>();
    private final Map<String, Latest> latest = new ConcurrentHashMap<>();
    private volatile Runnable onChange = () -> {};
    private long number;

    /** The newest of a project, made ready to go out once somebody here wants it. */
    private static final class Latest {
        private final long number;
        private final LivePayload collected;
        private final long at;
        private Payload payload;

        private Latest(long number, LivePayload collected, long at) {
            this.number = number;
            this.collected = collected;
            this.at = at;
        }

        private synchronized Payload payload() {
            if (payload == null) {
                payload = Payload.of(number, collected);
            }
            return payload;
        }
    }

    /** A project may hold {@code share} percent of the places. */
    public LiveFeed(LiveConfig config, int share, LongSupplier nanos) {
        this.config = config;
        this.nanos = nanos;
        places = new SharedRoom(config.maxWatchers(), share);
    }

    /** Those who watch, of all projects. */
    public SharedRoom watchers() {
        return places;
    }

    @Override
    public Operation<LiveSubscription, LiveSubscribed> begin() {
        return LiveOperations.SUBSCRIBE;
    }

    @Override
    public Operation<Unsubscribe, Unsubscribed> end() {
        return LiveOperations.UNSUBSCRIBE;
    }

    @Override
    public String notification() {
        return LiveOperations.PAYLOAD.name();
    }

    @Override
    public Future<Subscription<LiveSubscribed>> subscribe(Caller caller, LiveSubscription input, String id, Sink sink) {
        Runnable place = claim(caller);
        Context loop = Vertx.currentContext();
        Watcher watcher = new SinkWatcher(sink);
        return Future.succeededFuture(new Subscription<>() {
            @Override
            public LiveSubscribed answer() {
                return new LiveSubscribed(id, config.interval().toMillis());
            }

            @Override
            public void start() {
                enter(caller.project(), loop, watcher);
            }

            @Override
            public void cancel() {
                leave(caller.project(), watcher);
                place.run();
            }
        });
    }

    /** A place for one who watches, to be given back by what is returned; refused where there is none. */
    Runnable claim(Caller caller) {
        SharedRoom.Claim place = places.claim(caller.project());
        if (!place.tryGrow(1)) {
            throw Overload.refused("As many watch live payloads as may (live.max-watchers).");
        }
        return place::release;
    }

    /**
     * On the watcher's event loop. The first payload comes at once: the newest, for whomever it was collected and wherever, or one
     * that is collected now.
     */
    void enter(String project, Context loop, Watcher watcher) {
        Watchers all = byProject.compute(project, (name, before) -> {
            Watchers watchers = before == null ? new Watchers() : before;
            watchers.add(loop, watcher);
            return watchers;
        });
        Latest known = latest.get(project);
        if (known != null && isFresh(known)) {
            all.push(watcher, known.payload());
        }
        onChange.run();
    }

    /** On the watcher's event loop. */
    void leave(String project, Watcher watcher) {
        byProject.computeIfPresent(project, (name, watchers) -> {
            watchers.remove(watcher);
            return watchers.count() == 0 ? null : watchers;
        });
        onChange.run();
    }

    /** Runs whenever somebody begins or ends, on whichever event loop. */
    void onChange(Runnable told) {
        onChange = told;
    }

    LiveWanted wanted(String node) {
        Map<String, Integer> watchers = new HashMap<>();
        byProject.forEach((project, all) -> watchers.put(project, all.count()));
        watchers.values().removeIf(count -> count == 0);
        return new LiveWanted(node, watchers);
    }

    /** One after the other. */
    void collected(String project, LivePayload collected) {
        Latest newest = new Latest(++number, collected, nanos.getAsLong());
        latest.put(project, newest);
        Watchers watchers = byProject.get(project);
        if (watchers != null) {
            watchers.push(newest.payload());
        }
    }

    /** Lets go of what nobody gets any more, to be called once per interval. */
    void forget() {
        latest.values().removeIf(known -> !isFresh(known));
    }

    private boolean isFresh(Latest known) {
        return nanos.getAsLong() - known.at < config.interval().toNanos();
    }
}
