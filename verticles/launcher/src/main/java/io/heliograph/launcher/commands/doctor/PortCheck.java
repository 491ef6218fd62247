package io.heliograph.launcher.commands.doctor;

import io.heliograph.launcher.commands.client.Answer;
import io.heliograph.launcher.commands.client.HubClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;

/** Whether a hub answers at the address, or could be started there. */
final class PortCheck {
    private PortCheck() {}

    static Finding run(HubClient hub) throws InterruptedException, IOException {
        try {
            Answer answer = hub.get("/health", Map.of());
            return judge(hub.hub(), answer);
        } catch (IOException nobody) {
            return free(hub.hub());
        }
    }

    private static Finding judge(URI address, Answer answer) {
        if (answer.ok() && answer.body().length > 0 && answer.body()[0] == '{') {
            return Finding.ok("a hub answers at " + address);
        }
        String problem = answer.problem().text();
        return answer.status() == 503
                ? Finding.fail("what answers at " + address + " is not well: " + problem)
                : Finding.fail("something else than a hub answers at " + address + ": " + problem
                        + "; stop it or choose another port");
    }

    private static Finding free(URI address) throws IOException {
        InetAddress host = InetAddress.getByName(address.getHost());
        if (!host.isLoopbackAddress() && NetworkInterface.getByInetAddress(host) == null) {
            return Finding.fail("nothing answers at " + address + "; start the hub there, or look at the firewall");
        }
        int port = address.getPort() > 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return Finding.ok("no hub runs at " + address + ", and the port is free for one");
        } catch (IOException e) {
            return Finding.fail("port " + port + " cannot be had (" + e.getMessage()
                    + "), and no hub answers there; stop what holds it or choose another port");
        }
    }
}
