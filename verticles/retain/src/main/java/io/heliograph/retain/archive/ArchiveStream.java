package io.heliograph.retain.archive;

import io.heliograph.contracts.retention.TypePattern;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What goes into one series of files: its name, and the types of events. */
public record ArchiveStream(String name, List<TypePattern> types) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_]{0,39}");

    public ArchiveStream {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' takes small letters, digits and '_'");
        }
        types = List.copyOf(types);
    }

    /** Reads {@code name=types types}. Throws IllegalArgumentException. */
    static ArchiveStream parse(String text) {
        String[] parts = text.split("=", 2);
        if (parts.length != 2 || parts[1].isBlank()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not 'name=types', such as 'audit_logs=log.audit log.auth'");
        }
        return new ArchiveStream(
                parts[0].strip(),
                Arrays.stream(parts[1].strip().split("\\s+"))
                        .map(TypePattern::new)
                        .toList());
    }

    boolean takes(String type) {
        return types.stream().anyMatch(pattern -> pattern.matches(type));
    }
}
