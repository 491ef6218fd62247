package io.heliograph.launcher.commands.bench.process;

import io.heliograph.store.ServerCpu;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The CPU time of those who take part in a measurement, as far as they run on this machine and can be found. */
public final class CpuClocks {
    private static final int TRIES = 5;

    private final Optional<Supplier<Duration>> hub;
    private final Optional<Supplier<Duration>> postgres;

    private CpuClocks(Optional<Supplier<Duration>> hub, Optional<Supplier<Duration>> postgres) {
        this.hub = hub;
        this.postgres = postgres;
    }

    /** Seconds that were used; empty for whoever could not be found. */
    public record Used(Optional<Double> hub, Optional<Double> postgres, double driver) {
        /** What was used since an earlier reading. */
        public Used since(Used before) {
            return new Used(
                    hub.map(now -> now - before.hub.orElse(now)),
                    postgres.map(now -> now - before.postgres.orElse(now)),
                    driver - before.driver);
        }
    }

    /** The process that listens at the address, or the given one if it is not 0, and the PostgreSQL that it talks to. */
    public static CpuClocks find(String host, int port, long pid) {
        CpuClocks found = look(host, port, pid);
        // The system's table may leave out sockets while others come and go.
        for (int tries = 1; tries < TRIES && found.isMissingSomething(); tries++) {
            found = look(host, port, pid);
        }
        return found;
    }

    /** The process on this machine that listens at the port, where the system tells. */
    public static Optional<Long> listener(int port) {
        return Sockets.now().listener(port).map(ProcessHandle::pid);
    }

    private static CpuClocks look(String host, int port, long pid) {
        Sockets sockets = Sockets.now();
        Optional<ProcessHandle> hub =
                pid != 0 ? ProcessHandle.of(pid) : isHere(host) ? sockets.listener(port) : Optional.empty();
        Optional<ServerCpu> postgres = hub.flatMap(process -> postgres(sockets, process));
        return new CpuClocks(
                hub.map(process -> () -> used(process)), postgres.map(server -> (Supplier<Duration>) server::total));
    }

    private boolean isMissingSomething() {
        return hub.isEmpty() || postgres.isEmpty();
    }

    public Used read() {
        return new Used(
                hub.map(CpuClocks::seconds),
                postgres.map(CpuClocks::seconds),
                used(ProcessHandle.current()).toMillis() / 1e3);
    }

    private static Optional<ServerCpu> postgres(Sockets sockets, ProcessHandle hub) {
        return sockets.connectedTo(hub).stream()
                .flatMap(port -> sockets.listener(port).stream())
                .filter(CpuClocks::isPostgres)
                .findFirst()
                .flatMap(server -> ServerCpu.of(server.pid()));
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .filter(program -> program.contains("postgres"))
                .isPresent();
    }

    private static boolean isHere(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException e) {
            return false;
        }
    }

    private static double seconds(Supplier<Duration> clock) {
        return clock.get().toMillis() / 1e3;
    }

    private static Duration used(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
