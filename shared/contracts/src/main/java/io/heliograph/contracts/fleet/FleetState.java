package io.heliograph.contracts.fleet;

import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.operations.Doc;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What holds for the agents of a project. Each change makes a new one, with the next version. */
public record FleetState(
        @Doc(value = "Grows with every change", required = true)
        long version,

        @Doc("Who stopped everything, when and why; null unless it is so")
        Panic panic,

        @Doc(value = "Who is to be silent until when", required = true)
        List<Mute> mutes,

        @Doc(value = "Which presets hold for whom, the latest last", required = true)
        List<ChosenPreset> presets) {
    public static final FleetState CALM = new FleetState(0, null, List.of(), List.of());

    /** Everything stands still. */
    public record Panic(
            @Doc(value = "Since when", required = true) Instant since,
            @Doc(value = "Who said so", required = true) String by,
            @Doc("Why") String reason) {}

    /** Somebody is to be silent. */
    public record Mute(
            @Doc(value = "Whom it is for", required = true) String scope,
            @Doc(value = "When it is over", required = true) Instant until,
            @Doc(value = "Who said so", required = true) String by,
            @Doc("Why") String reason) {}

    /** Settings that agents take over. */
    public record ChosenPreset(
            @Doc(value = "Whom it is for", required = true) String scope,
            @Doc(value = "Its name", required = true) String name,

            @Doc(value = "What agents are told", required = true)
            RawJson settings,

            @Doc(value = "Since when", required = true) Instant since,
            @Doc(value = "Who said so", required = true) String by) {}

    public FleetState {
        mutes = List.copyOf(mutes);
        presets = List.copyOf(presets);
    }

    /** Until when an agent is to be silent, if it is. */
    public Optional<Instant> mutedUntil(String agentId) {
        return mutes.stream()
                .filter(mute -> Scopes.covers(mute.scope(), agentId))
                .map(Mute::until)
                .max(Comparator.naturalOrder());
    }

    /** The preset that holds for an agent: of those for it, the latest. */
    public Optional<ChosenPreset> presetOf(String agentId) {
        return presets.stream()
                .filter(preset -> Scopes.covers(preset.scope(), agentId))
                .reduce((earlier, later) -> later);
    }
}
