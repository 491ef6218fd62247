package io.heliograph.contracts.metrics;

import io.heliograph.contracts.operations.Doc;

/** How often something went beyond a bound of the windows, and was counted under {@code other} or not at all. */
public record WindowOverflow(
        @Doc(value = "Events whose type was counted as 'other' (windows.max-types)", required = true)
        long types,

        @Doc(value = "Values whose field was counted as 'other' (windows.max-fields)", required = true)
        long fields,

        @Doc(value = "Events that are not in windows of their source or agent (windows.max-series)", required = true)
        long series,

        @Doc(value = "Values that are in no window (windows.memory)", required = true)
        long values) {
    public static final WindowOverflow NONE = new WindowOverflow(0, 0, 0, 0);

    public WindowOverflow plus(WindowOverflow other) {
        return new WindowOverflow(
                types + other.types, fields + other.fields, series + other.series, values + other.values);
    }
}
