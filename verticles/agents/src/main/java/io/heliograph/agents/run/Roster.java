package io.heliograph.agents.run;

import io.heliograph.agents.config.AgentSpec;
import io.heliograph.agents.fleet.Fleet;
import io.heliograph.agents.fleet.Orders;
import io.heliograph.agents.run.Keeper.House;
import io.heliograph.store.Leases;
import io.heliograph.store.Leases.Lease;
import io.heliograph.store.agents.AgentKey;
import io.heliograph.store.agents.AgentTable.Wanted;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agents that this node runs: takes those that nobody holds, renews their leases, gives up what it cannot renew. */
final class Roster {
    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

    private final House house;
    private final Leases leases;
    private final Fleet fleet;
    private final InstantSource clock;
    private final Runnable onRelease;

    /** Another at each start: what a node held before it was killed is not its own any more. */
    private final String owner;

    private final Map<AgentKey, Keeper> keepers = new HashMap<>();
    private final Set<AgentKey> asked = new HashSet<>();
    private long renewedAt;
    private boolean looking;
    private boolean lookAgain;
    private boolean renewing;
    private boolean troubled;
    private boolean closed;

    /** {@code onRelease} is run when agents have become free for others. */
    Roster(House house, Leases leases, Fleet fleet, InstantSource clock, Runnable onRelease) {
        this.house = house;
        this.leases = leases;
        this.fleet = fleet;
        this.clock = clock;
        this.onRelease = onRelease;
        owner = house.node() + "/" + UUID.randomUUID();
        renewedAt = house.nanos().getAsLong();
    }

    /** Compares what shall run with what runs here. */
    void look() {
        if (looking || closed) {
            lookAgain = true;
            return;
        }
        looking = true;
        house.table().wanted().onSuccess(this::reconcile).onComplete(done -> {
            looking = false;
            if (lookAgain) {
                lookAgain = false;
                look();
            }
        });
    }

    /** Somebody has just said what an agent shall do. */
    void changed(AgentKey agent) {
        Keeper keeper = keepers.get(agent);
        if (keeper != null) {
            keeper.hurry();
        }
        look();
    }

    /** Renews leases when it is time, and gives up those that are overdue. */
    void tick() {
        long now = house.nanos().getAsLong();
        if (!renewing
                && !keepers.isEmpty()
                && now - renewedAt >= house.config().renewEvery().toNanos()) {
            renew();
        }
        List.copyOf(keepers.values()).stream()
                .filter(keeper -> keeper.isOverdue() && !keeper.isEnding())
                .forEach(keeper -> leave(keeper, "its lease could not be renewed in time"));
    }

    /** Nobody watches over processes any more, so none may go on. */
    void wardenIsLost() {
        List.copyOf(keepers.values()).stream()
                .filter(keeper -> keeper.pid().isPresent())
                .forEach(keeper -> {
                    keeper.kill("nobody watched over it");
                    leave(keeper, "nobody watched over it");
                });
    }

    /** Ends all, and frees them for other nodes. */
    Future<Void> close() {
        closed = true;
        return Future.join(List.copyOf(keepers.values()).stream()
                        .map(keeper -> leave(keeper, "its node stops"))
                        .toList())
                .mapEmpty();
    }

    private void reconcile(Map<AgentKey, Wanted> wanted) {
        List.copyOf(keepers.values()).stream()
                .filter(keeper -> !wanted.containsKey(keeper.spec().key()) && !keeper.isEnding())
                .forEach(keeper -> leave(keeper, "stopped"));
        tellFleet(wanted);
        wanted.forEach((key, what) -> {
            AgentSpec spec = house.config().book().find(key);
            boolean room = keepers.size() + asked.size() < house.config().maxRunning();
            if (what.free() && spec != null && room && !closed && !keepers.containsKey(key) && asked.add(key)) {
                take(spec).onComplete(tried -> asked.remove(key));
            }
        });
    }

    private void tellFleet(Map<AgentKey, Wanted> wanted) {
        Map<String, List<Keeper>> behind = keepers.values().stream()
                .filter(keeper -> wanted.containsKey(keeper.spec().key())
                        && keeper.isToHear(wanted.get(keeper.spec().key()).fleetVersion()))
                .collect(Collectors.groupingBy(keeper -> keeper.spec().key().project()));
        behind.forEach((project, listeners) -> fleet.now(project)
                .onSuccess(state -> listeners.forEach(keeper -> keeper.hear(
                        state.version(), Orders.line(state, keeper.spec().key().id(), clock.instant()))))
                .onFailure(cause -> LOG.warn("agents of {} cannot be told for now: {}", project, cause.getMessage())));
    }

    private Future<Void> take(AgentSpec spec) {
        return markFor(spec instanceof AgentSpec.Process)
                .compose(mark -> {
                    long since = house.nanos().getAsLong();
                    return leases.acquire(
                                    spec.key().lease(), owner, house.config().lease())
                            .onSuccess(won -> won.ifPresent(lease -> took(spec, lease, since, mark)));
                })
                .onFailure(cause -> LOG.warn("agent {} cannot be taken on now: {}", spec.key(), cause.getMessage()))
                .mapEmpty();
    }

    private void took(AgentSpec spec, Lease lease, long since, long mark) {
        if (closed) {
            leases.release(lease);
            return;
        }
        Keeper keeper = new Keeper(house, spec, lease, since, mark);
        keepers.put(spec.key(), keeper);
        keeper.begin();
    }

    private Future<Long> markFor(boolean processes) {
        return processes ? house.warden().mark() : Future.succeededFuture(0L);
    }

    private void renew() {
        renewing = true;
        Map<Lease, Keeper> mine = new HashMap<>();
        keepers.values().forEach(keeper -> mine.put(keeper.lease(), keeper));
        markFor(mine.values().stream().anyMatch(keeper -> keeper.spec() instanceof AgentSpec.Process))
                .compose(mark -> {
                    long since = house.nanos().getAsLong();
                    return leases.renew(owner, mine.keySet(), house.config().lease())
                            .timeout(house.config().renewEvery().toMillis(), TimeUnit.MILLISECONDS)
                            .onSuccess(renewed -> renewed(mine, renewed, since, mark));
                })
                .onSuccess(renewed -> troubled = false)
                .onFailure(this::cannotRenew)
                .onComplete(done -> renewing = false);
    }

    private void renewed(Map<Lease, Keeper> mine, Set<Lease> renewed, long since, long mark) {
        renewedAt = since;
        renewed.forEach(lease -> mine.get(lease).prolong(since, mark));
        house.warden()
                .hold(
                        mark,
                        renewed.stream()
                                .flatMapToLong(lease -> mine.get(lease).pid().stream())
                                .boxed()
                                .toList());
        mine.forEach((lease, keeper) -> {
            if (!renewed.contains(lease) && keepers.containsValue(keeper)) {
                keeper.kill("its lease ran out");
                leave(keeper, "its lease ran out");
            }
        });
    }

    private void cannotRenew(Throwable cause) {
        if (!troubled) {
            troubled = true;
            LOG.warn(
                    "the leases of {} agents cannot be renewed for now; they end within {} if that goes on: {}",
                    keepers.size(),
                    house.config().hold(),
                    cause.getMessage());
        }
    }

    private Future<Void> leave(Keeper keeper, String detail) {
        return keeper.end(detail)
                .compose(ended -> leases.release(keeper.lease()))
                .onComplete(released -> {
                    if (keepers.remove(keeper.spec().key(), keeper) && !closed) {
                        onRelease.run();
                    }
                })
                .mapEmpty();
    }
}
