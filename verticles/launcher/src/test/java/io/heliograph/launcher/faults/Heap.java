package io.heliograph.launcher.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** How much of its heap a hub needs. */
final class Heap {
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

    private Heap() {}

    /** The bytes in use after a collection, by the JVM's own count in what {@code /metrics} says. */
    static long inUse(long pid, MetricsText metrics) throws IOException, InterruptedException {
        Process collect = new ProcessBuilder(JCMD.toString(), Long.toString(pid), "GC.run")
                .redirectErrorStream(true)
                .start();
        String said = new String(collect.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!collect.waitFor(60, TimeUnit.SECONDS) || collect.exitValue() != 0) {
            throw new IllegalStateException("no collection: " + said);
        }
        return Metrics.sum(metrics.get(), "jvm_memory_used_bytes{area=\"heap\"");
    }

    /** Asks a hub for its metrics. */
    @FunctionalInterface
    interface MetricsText {
        String get();
    }
}
