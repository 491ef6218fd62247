package io.heliograph.store.rollups;

import io.heliograph.contracts.metrics.RollupReport;
import io.heliograph.numbers.Cell;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a comparison has found so far. */
final class Tally {
    private static final int MOST_SHOWN = 20;

    private final Map<Integer, Label> labels;
    private final List<RollupReport.Difference> first = new ArrayList<>();
    private long events;
    private long compared;
    private long differences;

    /** The type and field of a series. */
    record Label(String type, String field) {}

    Tally(Map<Integer, Label> labels) {
        this.labels = labels;
    }

    void read(long rows) {
        events += rows;
    }

    void compare(Level level, Map<Place, Cell> expected, Map<Place, Cell> found) {
        Map<Place, Cell> rest = new HashMap<>(found);
        expected.forEach((place, cell) -> {
            Cell other = rest.remove(place);
            compare(level, place, cell, other == null ? new Cell() : other);
        });
        rest.forEach((place, cell) -> compare(level, place, new Cell(), cell));
    }

    private void compare(Level level, Place place, Cell expected, Cell found) {
        compared++;
        if (expected.isSameAs(found)) {
            return;
        }
        differences++;
        if (first.size() < MOST_SHOWN) {
            Label label = labels.get(place.series());
            first.add(new RollupReport.Difference(
                    level.toString(),
                    Instant.EPOCH.plus(place.at(), ChronoUnit.MICROS),
                    label.type(),
                    label.field().isEmpty() ? null : label.field(),
                    expected.count(),
                    found.count(),
                    expected.sum().toString(),
                    found.sum().toString()));
        }
    }

    RollupReport report(Instant next) {
        return new RollupReport(events, compared, differences, first, next);
    }
}
