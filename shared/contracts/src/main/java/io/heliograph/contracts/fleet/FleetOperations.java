package io.heliograph.contracts.fleet;

import io.heliograph.contracts.hub.Nothing;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.problems.ProblemKind;

/** What can be said to all agents of a project at once. It stays said: for those who come later, and after a restart. */
public final class FleetOperations {
    public static final Operation<Nothing, FleetState> STATE = Operation.named(
                    "fleet.state",
                    Nothing.class,
                    FleetState.class,
                    Scope.EVENTS_READ,
                    "Tells what holds for the fleet now: panic, mutes and presets.")
            .get("/fleet");

    public static final Operation<FleetPanic, FleetReceipt> PANIC = Operation.named(
                    "fleet.panic",
                    FleetPanic.class,
                    FleetReceipt.class,
                    Scope.AGENTS_CONTROL,
                    "Stops every agent and lets none start until fleet.resume; answers with a receipt for each.")
            .post("/fleet/panic", 200)
            .changes();

    public static final Operation<Nothing, FleetReceipt> RESUME = Operation.named(
                    "fleet.resume",
                    Nothing.class,
                    FleetReceipt.class,
                    Scope.AGENTS_CONTROL,
                    "Ends a panic: whatever ran before runs again; answers with a receipt for each agent.")
            .post("/fleet/resume", 200)
            .changes();

    public static final Operation<FleetMute, FleetReceipt> MUTE = Operation.named(
                    "fleet.mute",
                    FleetMute.class,
                    FleetReceipt.class,
                    Scope.AGENTS_CONTROL,
                    "Keeps voice and notifications of a scope back until a time; what agents measure goes on.")
            .post("/fleet/mute", 200)
            .changes();

    public static final Operation<FleetScope, FleetReceipt> UNMUTE = Operation.named(
                    "fleet.unmute",
                    FleetScope.class,
                    FleetReceipt.class,
                    Scope.AGENTS_CONTROL,
                    "Ends the mute of a scope before its time.")
            .post("/fleet/unmute", 200)
            .changes()
            .refuses(ProblemKind.NOT_FOUND);

    public static final Operation<FleetPresetChoice, FleetReceipt> PRESET = Operation.named(
                    "fleet.preset",
                    FleetPresetChoice.class,
                    FleetReceipt.class,
                    Scope.AGENTS_CONTROL,
                    "Pushes a preset to the agents of a scope, those who come later included.")
            .post("/fleet/preset", 200)
            .changes()
            .refuses(ProblemKind.NOT_FOUND);

    public static final Operation<Nothing, FleetPresetList> PRESETS = Operation.named(
                    "fleet.presets",
                    Nothing.class,
                    FleetPresetList.class,
                    Scope.EVENTS_READ,
                    "Lists the presets that there are.")
            .get("/fleet/presets");

    private FleetOperations() {}
}
