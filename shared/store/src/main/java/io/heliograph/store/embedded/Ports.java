package io.heliograph.store.embedded;

import io.heliograph.contracts.problems.CannotStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Ports on loopback: any free one the first time, the same again as long as nobody else took it. */
final class Ports {
    static final String HOST = "127.0.0.1";

    private Ports() {}

    static int choose(Path remembered) throws IOException {
        try {
            int port = Integer.parseInt(Files.readString(remembered).strip());
            if (isFree(port)) {
                return port;
            }
        } catch (NoSuchFileException | IllegalArgumentException noneYet) {
            return anyFree();
        }
        return anyFree();
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int anyFree() {
        try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CannotStart(
                    "No port on %s can be bound for PostgreSQL (%s): see to the network settings of this machine."
                            .formatted(HOST, e.getMessage()));
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByName(HOST);
    }
}
