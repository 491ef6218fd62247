package io.heliograph.contracts.retention;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.operations.Projects;
import io.heliograph.contracts.settings.Units;
import java.time.Duration;

/** How long the events of some types are kept, of one project or, with null, of all. */
public record RetentionRule(String project, TypePattern types, Duration maxAge) {
    private static final String ALL_PROJECTS = "*";

    public RetentionRule {
        requireNonNull(types, "types");
        if (maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("keeps nothing: " + maxAge);
        }
    }

    /** Reads {@code project types max-age}, such as {@code lab log.* 7d}. Throws IllegalArgumentException. */
    static RetentionRule parse(String text) {
        String[] words = text.strip().split("\\s+");
        if (words.length != 3) {
            throw new IllegalArgumentException("'" + text + "' is not 'project types max-age', such as 'lab log.* 7d'");
        }
        String project = words[0].equals(ALL_PROJECTS) ? null : words[0];
        if (project != null && !Projects.isName(project)) {
            throw new IllegalArgumentException("'" + project + "' is no project; '*' stands for all");
        }
        try {
            return new RetentionRule(project, new TypePattern(words[1]), Units.duration(words[2]));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "': " + e.getMessage());
        }
    }

    boolean isFor(String asked) {
        return project == null || project.equals(asked);
    }
}
