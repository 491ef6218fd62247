package io.heliograph.launcher.hub;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.gateway.GatewayConfig;
import io.heliograph.launcher.settings.HubConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds the port of the doors: the one that is set, or, in a cluster on one machine, the next that is free. */
final class FreePort {
    private FreePort() {}

    static int choose(HubConfig config) {
        GatewayConfig doors = config.gateway();
        int last = doors.port()
                + (config.cluster().isOn() && doors.port() != 0
                        ? config.cluster().nextPorts()
                        : 0);
        for (int port = doors.port(); port <= last; port++) {
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(doors.host()))) {
                return probe.getLocalPort();
            } catch (IOException e) {
                if (port == last) {
                    throw new CannotStart(taken(doors.host(), doors.port()));
                }
            }
        }
        throw new AssertionError("the loop ends by return or throw");
    }

    static String taken(String host, int port) {
        return "Port " + port + " on " + host + " cannot be opened: it is in use, or not this machine's."
                + " Stop the other program, or choose another with --port or API_PORT.";
    }
}
