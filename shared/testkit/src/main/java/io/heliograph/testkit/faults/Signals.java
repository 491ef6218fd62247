package io.heliograph.testkit.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** Real signals for processes that the test started. */
public final class Signals {
    private Signals() {}

    /** Freezes a process: it answers nobody, and keeps its sockets and locks. */
    public static void freeze(ProcessHandle process) {
        send("STOP", process);
    }

    public static void thaw(ProcessHandle process) {
        send("CONT", process);
    }

    /** The process and all that it started, itself first. */
    public static List<ProcessHandle> family(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants()).toList();
    }

    /** kill -9 for all of them; returns once they are gone. */
    public static void kill(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }

    /** A process that has ended meanwhile needs no signal. */
    private static void send(String signal, ProcessHandle process) {
        try {
            int sent = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            if (sent != 0 && process.isAlive()) {
                throw new IllegalStateException("process " + process.pid() + " does not take " + signal);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
