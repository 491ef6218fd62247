package io.heliograph.aggregate.windows;

import io.heliograph.contracts.metrics.WindowOverflow;

/** Counts what goes beyond a bound. */
final class Beyond {
    private long types;
    private long fields;
    private long series;
    private long values;

    void type() {
        types++;
    }

    void fields(int many) {
        fields += many;
    }

    void series() {
        series++;
    }

    void values(int many) {
        values += many;
    }

    WindowOverflow soFar() {
        return new WindowOverflow(types, fields, series, values);
    }
}
