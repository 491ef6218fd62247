package io.heliograph.launcher.commands.doctor;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Whether this machine and its Java are up to it. */
final class Machine {
    private static final int OLDEST_JAVA = 17;
    private static final long LEAST_HEAP_MIB = 256;
    private static final long LEAST_MEMORY_MIB = 1024;
    private static final long FEW_DESCRIPTORS = 4096;

    private Machine() {}

    static Finding java() {
        Runtime.Version version = Runtime.version();
        return version.feature() < OLDEST_JAVA
                ? Finding.fail("Java " + version + " is too old; install Java 17 or newer")
                : Finding.ok("Java " + version + " of " + System.getProperty("java.vendor"));
    }

    static Finding memory() {
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        long machine = system().getTotalMemorySize() >> 20;
        String found = "heap up to " + heap + " MiB of " + machine + " MiB";
        if (heap < LEAST_HEAP_MIB) {
            return Finding.warn(found + "; give the hub at least " + LEAST_HEAP_MIB + " MiB with -Xmx");
        }
        return machine < LEAST_MEMORY_MIB
                ? Finding.warn(found + "; an embedded PostgreSQL and the hub want " + LEAST_MEMORY_MIB + " MiB")
                : Finding.ok(found);
    }

    static Finding descriptors() {
        if (!(system() instanceof UnixOperatingSystemMXBean unix)) {
            return Finding.ok("this system sets no limit");
        }
        long limit = unix.getMaxFileDescriptorCount();
        return limit < FEW_DESCRIPTORS
                ? Finding.warn("only " + limit + " files and sockets at a time; raise it: ulimit -n 65536")
                : Finding.ok(limit + " files and sockets at a time");
    }

    private static OperatingSystemMXBean system() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    }
}
