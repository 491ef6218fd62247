package io.heliograph.contracts.settings;

import java.util.List;

/** Everything that is wrong with the settings, found in one reading. */
public final class InvalidSettings extends RuntimeException {
    private final transient List<String> problems;

    InvalidSettings(List<String> problems) {
        super(String.join("\n", problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
