package io.heliograph.launcher.commands.archive;

import java.time.LocalDate;
import picocli.CommandLine.Option;

/** Which days of an archive are meant. */
final class DayRange {
    @Option(names = "--from", paramLabel = "DAY", description = "The first day, such as 2026-11-01; UTC.")
    LocalDate from = LocalDate.MIN;

    @Option(names = "--to", paramLabel = "DAY", description = "The last day.")
    LocalDate to = LocalDate.MAX;

    boolean has(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
