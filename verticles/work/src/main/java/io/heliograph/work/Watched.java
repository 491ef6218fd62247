package io.heliograph.work;

import io.heliograph.contracts.bus.Topics.LiveWanted;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who watches which project's payload, as nodes have said; a node that says nothing for long is taken for gone. */
final class Watched {
    private final Map<String, Said> byNode = new HashMap<>();
    private final long forgetAfterNanos;

    private record Said(Map<String, Integer> watchers, long at) {}

    Watched(long forgetAfterNanos) {
        this.forgetAfterNanos = forgetAfterNanos;
    }

    void hear(LiveWanted notice, long now) {
        if (notice.watchers().isEmpty()) {
            byNode.remove(notice.node());
        } else {
            byNode.put(notice.node(), new Said(notice.watchers(), now));
        }
    }

    void forget(long now) {
        byNode.values().removeIf(said -> now - said.at > forgetAfterNanos);
    }

    Set<String> projects() {
        return byNode.values().stream()
                .flatMap(said -> said.watchers.keySet().stream())
                .collect(Collectors.toSet());
    }

    int watchers(String project) {
        return byNode.values().stream()
                .mapToInt(said -> said.watchers.getOrDefault(project, 0))
                .sum();
    }
}
