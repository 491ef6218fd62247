package io.heliograph.launcher.commands.doctor;

import java.util.List;

/** Knows what is wrong with the settings. */
@FunctionalInterface
public interface SettingsCheck {
    /** One sentence for each problem; none if all is well. */
    List<String> problems();

    default Check check() {
        return new Check("settings", () -> {
            List<String> problems = problems();
            return problems.isEmpty()
                    ? Finding.ok("every key is known and has a value that can be used")
                    : Finding.fail(String.join("; ", problems));
        });
    }
}
