package io.heliograph.contracts.fleet;

import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.operations.Doc;
import java.util.List;

/** The presets that there are, by name. */
public record FleetPresetList(
        @Doc(value = "The presets", required = true) List<Preset> items) {

    /** What agents are to take over. */
    public record Preset(
            @Doc(value = "Its name", required = true) String name,
            @Doc("What it is for") String summary,

            @Doc(value = "What agents are told", required = true)
            RawJson settings) {}

    public FleetPresetList {
        items = List.copyOf(items);
    }
}
