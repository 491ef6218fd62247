package io.heliograph.store.events;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What became of a batch: rows stored, and events left out because their id was stored before; in all and by project. */
public record Written(long stored, long duplicates, Map<String, Share> byProject) {

    /** One project's part of it. */
    public record Share(long stored, long duplicates) {
        private Share and(Share other) {
            return new Share(stored + other.stored, duplicates + other.duplicates);
        }
    }

    static Written of(List<EventRow> rows, List<EventRow> fresh) {
        Map<String, Share> shares = new HashMap<>();
        rows.forEach(row -> shares.merge(row.event().project(), new Share(0, 1), Share::and));
        fresh.forEach(row -> shares.merge(row.event().project(), new Share(1, -1), Share::and));
        return new Written(fresh.size(), rows.size() - fresh.size(), Map.copyOf(shares));
    }
}
