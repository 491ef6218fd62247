package io.heliograph.launcher.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heliograph.launcher.system.Scratch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** strace on a process of the test's, which lets its system calls fail or take long; skips the test where there is none. */
final class Strace implements AutoCloseable {
    private final Process strace;

    private Strace(Process strace) {
        this.strace = strace;
    }

    /** Begins to tamper, with such as {@code fdatasync:error=EIO}; returns once it does. */
    static Strace on(ProcessHandle process, String inject) {
        assumeTrue(Scratch.succeeds("sh", "-c", "strace -V >/dev/null 2>&1"), "skipped: no strace here");
        try {
            Process strace = new ProcessBuilder(
                            "strace", "-f", "-e", "inject=" + inject, "-p", Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .start();
            BufferedReader said = strace.inputReader();
            String first = said.readLine();
            assumeTrue(first != null && first.contains("attached"), "skipped: strace may not attach here: " + first);
            Thread rest = new Thread(() -> said.lines().forEach(line -> {}), "strace output");
            rest.setDaemon(true);
            rest.start();
            return new Strace(strace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the process go on by itself. */
    @Override
    public void close() {
        strace.toHandle().destroy();
        strace.onExit().join();
    }
}
