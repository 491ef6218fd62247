package io.heliograph.launcher.commands.bench.process;

import picocli.CommandLine.Option;

/** Whose CPU time and memory are measured. */
public final class PidOption {
    @Option(
            names = "--pid",
            paramLabel = "PID",
            defaultValue = "0",
            description = "The hub's process; 0 finds the one that listens at the address, on this machine.")
    private long pid;

    /** The process that was named; 0 if none was. */
    public long pid() {
        return pid;
    }
}
