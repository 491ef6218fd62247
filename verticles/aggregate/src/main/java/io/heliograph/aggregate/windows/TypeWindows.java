package io.heliograph.aggregate.windows;

import io.heliograph.contracts.metrics.WindowRead;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The events of one type: all of them, those of each source, and those of each agent, apart by source. */
final class TypeWindows {
    private static final String NONE = "";

    final Series all;
    private final Map<String, Series> bySource = new HashMap<>();
    private final Map<String, Map<String, Series>> byAgent = new HashMap<>();

    TypeWindows(Series all) {
        this.all = all;
    }

    Series ofSource(String source) {
        return bySource.get(source);
    }

    Series ofAgent(String agent, String source) {
        Map<String, Series> ofAgent = byAgent.get(agent);
        return ofAgent == null ? null : ofAgent.get(source == null ? NONE : source);
    }

    void putSource(String source, Series series) {
        bySource.put(source, series);
    }

    void putAgent(String agent, String source, Series series) {
        byAgent.computeIfAbsent(agent, first -> new HashMap<>(2)).put(source == null ? NONE : source, series);
    }

    /** Those whose events are exactly the ones that are asked for. */
    Collection<Series> matching(WindowRead wanted) {
        if (wanted.agentId() == null && wanted.source() == null) {
            return List.of(all);
        }
        if (wanted.agentId() == null) {
            return some(ofSource(wanted.source()));
        }
        return wanted.source() == null
                ? byAgent.getOrDefault(wanted.agentId(), Map.of()).values()
                : some(ofAgent(wanted.agentId(), wanted.source()));
    }

    /** Takes each series for filters with its names. */
    void eachFilter(Filters taker) throws IOException {
        for (Map.Entry<String, Series> source : bySource.entrySet()) {
            taker.take(NONE, source.getKey(), source.getValue());
        }
        for (Map.Entry<String, Map<String, Series>> agent : byAgent.entrySet()) {
            for (Map.Entry<String, Series> source : agent.getValue().entrySet()) {
                taker.take(agent.getKey(), source.getKey(), source.getValue());
            }
        }
    }

    /** Where an agent or source is named by an empty text there is none. */
    @FunctionalInterface
    interface Filters {
        void take(String agent, String source, Series series) throws IOException;
    }

    /** Lets go of those series for filters that the test takes. */
    void removeIf(Predicate<Series> gone) {
        bySource.values().removeIf(gone);
        byAgent.values().forEach(sources -> sources.values().removeIf(gone));
        byAgent.values().removeIf(Map::isEmpty);
    }

    private static Collection<Series> some(Series series) {
        return series == null ? List.of() : List.of(series);
    }
}
