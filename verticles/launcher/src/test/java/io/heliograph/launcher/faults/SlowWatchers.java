package io.heliograph.launcher.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** WebSockets that begin to watch, read nothing from then on, and keep pinging; each comes back when it was let go. */
final class SlowWatchers implements AutoCloseable {
    private static final String REGISTER = "{\"type\":\"register\",\"address\":\"live.events\",\"headers\":{}}";
    private static final List<Door> DOORS = List.of(
            new Door("/stream", null),
            new Door("/eventbus/websocket", REGISTER),
            new Door("/eventbus/000/slow/websocket", "[\"" + REGISTER.replace("\"", "\\\"") + "\"]"),
            new Door("/ws/telemetry", null));
    private static final byte[] PING = {(byte) 0x89, (byte) 0x80, 0, 0, 0, 0};
    private static final int SMALL = 4_096;
    private static final int PING_MILLIS = 1_000;

    private final int port;
    private final AtomicInteger begun = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /** Where to knock, and what to say then. */
    private record Door(String path, String word) {}

    SlowWatchers(int port, int many) {
        this.port = port;
        for (int i = 0; i < many; i++) {
            Door door = DOORS.get(i % DOORS.size());
            Thread thread = new Thread(() -> watch(door), "slow " + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    /** How often one of them began. */
    int begun() {
        return begun.get();
    }

    @Override
    public void close() {
        over = true;
        threads.forEach(Thread::interrupt);
    }

    private void watch(Door door) {
        while (!over) {
            try (Socket socket = open(door)) {
                begun.incrementAndGet();
                OutputStream out = socket.getOutputStream();
                while (!over) {
                    Thread.sleep(PING_MILLIS);
                    out.write(PING);
                }
            } catch (IOException letGo) {
                // Comes back.
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    private Socket open(Door door) throws IOException, InterruptedException {
        Socket socket = new Socket();
        try {
            socket.setReceiveBufferSize(SMALL);
            socket.setSoTimeout(10_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + door.path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            if (!firstLine(socket.getInputStream()).contains(" 101 ")) {
                Thread.sleep(PING_MILLIS);
                throw new IOException("not let in");
            }
            if (door.word != null) {
                out.write(frame(door.word));
            }
            return socket;
        } catch (IOException | InterruptedException e) {
            socket.close();
            throw e;
        }
    }

    private static String firstLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    /** A text frame with a mask of zeros. */
    private static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return frame;
    }
}
