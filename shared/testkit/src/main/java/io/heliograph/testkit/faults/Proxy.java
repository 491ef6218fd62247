package io.heliograph.testkit.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A line to a server that can be slowed down, silenced and cut. Two threads for each connection, one each way. */
public final class Proxy implements AutoCloseable {
    private final ServerSocket door;
    private final String host;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final Weather weather = new Weather();

    private Proxy(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        door = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    }

    public static Proxy to(String host, int port) {
        try {
            Proxy proxy = new Proxy(host, port);
            proxy.run("proxy door", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return door.getLocalPort();
    }

    /** What goes wrong on the line. */
    public Weather weather() {
        return weather;
    }

    /** How many connections were ever asked for. */
    public int connections() {
        return connections.get();
    }

    /** Ends all connections that there are, without a word. */
    public void cutAll() {
        open.forEach(Proxy::reset);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                connections.incrementAndGet();
                join(client);
            } catch (IOException closed) {
                // the next turn ends, or serves the next client
            }
        }
    }

    private void join(Socket client) throws IOException {
        open.add(client);
        try {
            Socket server = new Socket(host, port);
            open.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            run("proxy to server", () -> pump(client, server, Weather.Way.TO_SERVER));
            run("proxy to client", () -> pump(server, client, Weather.Way.TO_CLIENT));
        } catch (IOException e) {
            end(client);
        }
    }

    private void pump(Socket from, Socket to, Weather.Way way) {
        byte[] buffer = new byte[16 << 10];
        Weather.Watch watch = weather.watch(way);
        try {
            for (int bytes = from.getInputStream().read(buffer);
                    bytes >= 0;
                    bytes = from.getInputStream().read(buffer)) {
                int passed = watch.pass(buffer, bytes);
                to.getOutputStream().write(buffer, 0, passed);
                if (watch.isCut()) {
                    reset(from);
                    reset(to);
                }
            }
        } catch (IOException ended) {
            // both ends learn of it below
        } finally {
            end(from);
            end(to);
        }
    }

    private void end(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes so that the other side sees a connection that was reset, not one that ended. */
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyClosed) {
            // which is what was wanted
        }
    }

    private void run(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        weather.silence(false);
        cutAll();
    }
}
