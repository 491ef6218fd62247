package io.heliograph.launcher.commands.bench.ingest;

import io.heliograph.launcher.commands.bench.process.CpuClocks.Used;

/** All that a run has measured; the CPU time of the whole run ends when everything is stored, if that was waited for. */
record IngestResult(
        Load load,
        Tally tally,
        Backlog backlog,
        Used cpuSending,
        Used cpuWhole,
        double wholeSeconds,
        boolean interrupted) {

    boolean allStored() {
        return backlog.isKnown() && backlog.isEmptyNow();
    }
}
