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
        byProject(rows).forEach((project, events) -> shares.put(project, new Share(0, events)));
        byProject(fresh).forEach((project, events) -> shares.merge(project, new Share(events, -events), Share::and));
        return new Written(fresh.size(), rows.size() - fresh.size(), Map.copyOf(shares));
    }

    /** Counts run by run, since the events of a request stand together and are of one project. */
    private static Map<String, Long> byProject(List<EventRow> rows) {
        Map<String, Long> counts = new HashMap<>();
        int from = 0;
        for (int to = 1; to <= rows.size(); to++) {
            if (to == rows.size()
                    || !rows.get(to).project().equals(rows.get(from).project())) {
                counts.merge(rows.get(from).event().project(), (long) (to - from), Long::sum);
                from = to;
            }
        }
        return counts;
    }
}
