package io.heliograph.agents.fleet;

import io.heliograph.agents.config.PresetBook;
import io.heliograph.agents.fleet.Receipts.Order;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics.AgentRegistered;
import io.heliograph.contracts.fleet.FleetMute;
import io.heliograph.contracts.fleet.FleetPanic;
import io.heliograph.contracts.fleet.FleetPresetChoice;
import io.heliograph.contracts.fleet.FleetPresetList;
import io.heliograph.contracts.fleet.FleetReceipt;
import io.heliograph.contracts.fleet.FleetScope;
import io.heliograph.contracts.fleet.FleetState;
import io.heliograph.contracts.fleet.FleetState.ChosenPreset;
import io.heliograph.contracts.fleet.FleetState.Mute;
import io.heliograph.contracts.fleet.FleetState.Panic;
import io.heliograph.contracts.fleet.Scopes;
import io.heliograph.contracts.hub.Nothing;
import io.heliograph.contracts.json.Times;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.store.agents.AgentRow;
import io.heliograph.store.agents.AgentTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What is said to all agents at once: kept first, then told to all nodes, then waited for. */
public final class FleetCommands {
    private static final int MOST_SCOPES = 100;

    private final Fleet fleet;
    private final PresetBook presets;
    private final Receipts receipts;
    private final Herald herald;
    private final Consumer<String> onChange;
    private final InstantSource clock;
    private final LongSupplier nanos;

    /** {@code onChange} tells all nodes that something holds in a project that did not before. */
    public FleetCommands(
            Vertx vertx,
            Fleet fleet,
            PresetBook presets,
            AgentTable table,
            Bus bus,
            Consumer<String> onChange,
            InstantSource clock,
            LongSupplier nanos) {
        this.fleet = fleet;
        this.presets = presets;
        this.onChange = onChange;
        this.clock = clock;
        this.nanos = nanos;
        herald = new Herald(bus, clock);
        receipts = new Receipts(vertx, table, herald, nanos);
    }

    public Future<FleetState> state(Caller caller, Nothing nothing) {
        return fleet.now(caller.project());
    }

    public Future<FleetPresetList> presets(Caller caller, Nothing nothing) {
        return Future.succeededFuture(new FleetPresetList(presets.all()));
    }

    /** Tells an agent that comes late what holds already. */
    public void greet(AgentRegistered agent) {
        fleet.now(agent.project()).onSuccess(state -> {
            if (state.panic() != null
                    || !state.mutes().isEmpty()
                    || !state.presets().isEmpty()) {
                herald.tell(agent.project(), state, agent.agentId());
            }
        });
    }

    /** A panic within a panic changes nothing: who was first stays on record. */
    public Future<FleetReceipt> panic(Caller caller, FleetPanic why) {
        Panic panic = new Panic(Times.micros(clock.instant()), caller.subject(), why.reason());
        return order(
                caller,
                state -> with(state, state.panic() == null ? panic : state.panic()),
                row -> row.wanted() || row.owned(),
                row -> row.owned() ? null : "stopped");
    }

    public Future<FleetReceipt> resume(Caller caller, Nothing nothing) {
        return order(
                caller,
                state -> with(state, null),
                AgentRow::wanted,
                row -> row.runs() ? "started" : row.ended() ? "failed" : null);
    }

    public Future<FleetReceipt> mute(Caller caller, FleetMute asked) {
        Instant now = Times.micros(clock.instant());
        Instant until = asked.end(now);
        if (!until.isAfter(now) || until.isAfter(now.plusSeconds(FleetMute.LONGEST_SECONDS))) {
            throw Refused.parameter("until", "lies within the next 30 days");
        }
        Mute mute = new Mute(asked.scope(), until, caller.subject(), asked.reason());
        return tell(
                caller,
                asked.scope(),
                state -> new FleetState(
                        state.version(),
                        state.panic(),
                        replaced(state.mutes(), other -> other.scope().equals(mute.scope()), mute),
                        state.presets()));
    }

    public Future<FleetReceipt> unmute(Caller caller, FleetScope scope) {
        return tell(caller, scope.scope(), state -> {
            List<Mute> left = without(state.mutes(), mute -> mute.scope().equals(scope.scope()));
            if (left.size() == state.mutes().size()) {
                throw new Refused(ProblemKind.NOT_FOUND, "Nothing is muted under this scope; see GET /fleet.");
            }
            return new FleetState(state.version(), state.panic(), left, state.presets());
        });
    }

    /** What held for those whom it is for as a whole holds no longer. */
    public Future<FleetReceipt> preset(Caller caller, FleetPresetChoice choice) {
        FleetPresetList.Preset known = presets.find(choice.preset())
                .orElseThrow(
                        () -> new Refused(ProblemKind.NOT_FOUND, "There is no such preset; see GET /fleet/presets."));
        ChosenPreset preset = new ChosenPreset(
                choice.scope(), known.name(), known.settings(), Times.micros(clock.instant()), caller.subject());
        return tell(
                caller,
                choice.scope(),
                state -> new FleetState(
                        state.version(),
                        state.panic(),
                        state.mutes(),
                        replaced(state.presets(), other -> Scopes.covers(choice.scope(), other.scope()), preset)));
    }

    /** An order that agents are told, and that changes nothing about whether they run. */
    private Future<FleetReceipt> tell(Caller caller, String scope, UnaryOperator<FleetState> change) {
        return fleetChange(caller, change)
                .compose(kept -> receipts.await(new Order(
                        caller.project(),
                        kept.state().version(),
                        kept.asked(),
                        row -> row.runs() && Scopes.covers(scope, row.key().id()),
                        row -> row.fleetVersion() >= kept.state().version() ? "told" : null,
                        id -> Scopes.covers(scope, id))));
    }

    private Future<FleetReceipt> order(
            Caller caller,
            UnaryOperator<FleetState> change,
            Predicate<AgentRow> concerns,
            Function<AgentRow, String> outcome) {
        return fleetChange(caller, change)
                .compose(kept -> receipts.await(new Order(
                        caller.project(), kept.state().version(), kept.asked(), concerns, outcome, id -> true)));
    }

    private record Kept(FleetState state, long asked) {}

    private Future<Kept> fleetChange(Caller caller, UnaryOperator<FleetState> change) {
        long asked = nanos.getAsLong();
        return fleet.change(caller.project(), change)
                .compose(kept -> {
                    onChange.accept(caller.project());
                    return herald.tell(caller.project(), kept, Herald.ALL)
                            .transform(told -> Future.succeededFuture(kept));
                })
                .map(kept -> new Kept(kept, asked));
    }

    private static FleetState with(FleetState state, Panic panic) {
        return new FleetState(state.version(), panic, state.mutes(), state.presets());
    }

    private static <T> List<T> replaced(List<T> all, Predicate<T> by, T with) {
        List<T> next = new ArrayList<>(without(all, by));
        next.add(with);
        if (next.size() > MOST_SCOPES) {
            throw Refused.parameter("scope", "would be the " + next.size() + "th; undo others first");
        }
        return next;
    }

    private static <T> List<T> without(List<T> all, Predicate<T> which) {
        Stream<T> left = all.stream().filter(which.negate());
        return left.toList();
    }
}
