package io.heliograph.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The CPU time that a PostgreSQL on this machine has used: its first process and all that it started, ended ones too. */
public final class ServerCpu {
    /** What /proc counts in, on every platform that the hub runs on. */
    private static final long MILLIS_A_TICK = 10;

    /** Places behind the program's name in /proc/PID/stat: own time, then that of children that have ended. */
    private static final int OWN = 11;

    private static final int OF_CHILDREN = 13;

    private final long firstProcess;

    private ServerCpu(long firstProcess) {
        this.firstProcess = firstProcess;
    }

    /** Empty where the system does not tell, or the process is not there. */
    public static Optional<ServerCpu> of(long firstProcess) {
        return ticks(firstProcess, OWN).isPresent() ? Optional.of(new ServerCpu(firstProcess)) : Optional.empty();
    }

    public Duration total() {
        long ticks = ticks(firstProcess, OWN).orElse(0L)
                + ticks(firstProcess, OF_CHILDREN).orElse(0L);
        long living = ProcessHandle.of(firstProcess).stream()
                .flatMap(ProcessHandle::children)
                .mapToLong(child -> ticks(child.pid(), OWN).orElse(0L))
                .sum();
        return Duration.ofMillis((ticks + living) * MILLIS_A_TICK);
    }

    /** Time in user and in kernel mode, which stand side by side. */
    private static Optional<Long> ticks(long process, int place) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Optional.of(Long.parseLong(behindName[place]) + Long.parseLong(behindName[place + 1]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
