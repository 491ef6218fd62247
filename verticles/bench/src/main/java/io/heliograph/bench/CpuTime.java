package io.heliograph.bench;

import java.time.Duration;
import java.util.function.Supplier;

/** CPU time that other processes use from now on, as the system counts it. */
final class CpuTime {
    private final Supplier<Duration> total;
    private final Duration before;

    private CpuTime(Supplier<Duration> total) {
        this.total = total;
        this.before = total.get();
    }

    static CpuTime ofProcess(long pid) {
        return new CpuTime(() -> ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO));
    }

    static CpuTime ofPrograms(String name) {
        return new CpuTime(() -> ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith(name))
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus));
    }

    double seconds() {
        return total.get().minus(before).toMillis() / 1000.0;
    }
}
