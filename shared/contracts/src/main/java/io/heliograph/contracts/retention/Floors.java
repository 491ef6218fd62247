package io.heliograph.contracts.retention;

import java.time.Instant;
import java.util.Map;

/** From when on events are left after what was pruned by hand or for want of room, everywhere and by project. */
public record Floors(Instant everywhere, Map<String, Instant> byProject) {
    public static final Floors NONE = new Floors(Instant.MIN, Map.of());

    public Floors {
        byProject = Map.copyOf(byProject);
    }

    Instant of(String project) {
        return later(everywhere, byProject.getOrDefault(project, Instant.MIN));
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
