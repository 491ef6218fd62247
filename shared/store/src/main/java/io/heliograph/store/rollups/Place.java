package io.heliograph.store.rollups;

/** Where something is counted: the series, and the microsecond with which the time begins. */
record Place(int series, long at) {
    Place of(Level level) {
        return new Place(series, level.begin(at));
    }
}
