package io.heliograph.contracts.metrics;

import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Scope;
import java.time.Duration;

/** What nodes ask of each other for windows. */
public final class WindowOperations {
    public static final Operation<WindowRead, WindowPart> READ = Operation.named(
                    "windows.read",
                    WindowRead.class,
                    WindowPart.class,
                    Scope.METRICS_READ,
                    "Gives what one node knows of a window, to be merged.")
            .within(Duration.ofSeconds(1));

    private WindowOperations() {}
}
