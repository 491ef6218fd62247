package io.heliograph.exporters.line;

import java.util.List;
import java.util.Set;

/** Which events an exporter takes: those of these projects and of these types, and all where none is named. */
public record Filter(Set<String> projects, List<String> types) {
    private static final String ANY = "*";

    public Filter(List<String> projects, List<String> types) {
        this(Set.copyOf(projects), List.copyOf(types));
    }

    public static boolean isPattern(String type) {
        int star = type.indexOf(ANY);
        return star < 0 || star == type.length() - 1;
    }

    public boolean takesProject(String project) {
        return projects.isEmpty() || projects.contains(project);
    }

    public boolean takesType(String type) {
        return types.isEmpty() || types.stream().anyMatch(pattern -> matches(pattern, type));
    }

    private static boolean matches(String pattern, String type) {
        return pattern.endsWith(ANY)
                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                : type.equals(pattern);
    }
}
