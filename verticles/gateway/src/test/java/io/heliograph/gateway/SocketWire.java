package io.heliograph.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.Arrays;
import java.util.stream.Stream;

/** A WebSocket on which a test says exactly what it wants, frame by frame. */
final class SocketWire implements AutoCloseable {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;

    private final Wire wire;
    private final Wire.Answer answer;

    /** A frame that came; {@code CLOSE} without a payload stands for a connection that just ended. */
    record Frame(int opcode, byte[] payload) {
        String text() {
            return new String(payload, UTF_8);
        }

        int closeCode() {
            return payload.length < 2 ? 0 : (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
        }
    }

    /** Asks for an upgrade with headers such as {@code "Origin: https://one.example"}. */
    SocketWire(int port, String... headers) {
        this("/rpc", port, headers);
    }

    /** The same at another path. */
    static SocketWire at(int port, String path, String... headers) {
        return new SocketWire(path, port, headers);
    }

    private SocketWire(String path, int port, String... headers) {
        wire = new Wire(port);
        String[] lines = Stream.concat(
                        Stream.of(
                                "GET " + path + " HTTP/1.1",
                                "Upgrade: websocket",
                                "Connection: Upgrade",
                                "Sec-WebSocket-Version: 13",
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
                        Arrays.stream(headers))
                .toArray(String[]::new);
        answer = wire.request(lines).answer();
    }

    /** What the upgrade was answered with: 101 if it is one. */
    Wire.Answer answer() {
        return answer;
    }

    SocketWire send(String text) {
        return send(text.getBytes(UTF_8));
    }

    SocketWire send(byte[] text) {
        return frame(TEXT, true, text);
    }

    SocketWire frame(int opcode, boolean isLast, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(opcode | (isLast ? FINAL : 0));
        if (payload.length < 126) {
            frame.write(MASKED | payload.length);
        } else if (payload.length < 1 << 16) {
            frame.write(MASKED | 126);
            writeLength(frame, payload.length, 2);
        } else {
            frame.write(MASKED | 127);
            writeLength(frame, payload.length, 8);
        }
        // A mask of zeros leaves the payload as it is.
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        wire.send(frame.toByteArray());
        return this;
    }

    /** The next text; fails if the socket closes instead. */
    String text() {
        Frame frame = receive();
        while (frame.opcode() == PING || frame.opcode() == PONG) {
            frame = receive();
        }
        if (frame.opcode() != TEXT) {
            throw new AssertionError("no text but " + frame.opcode() + " " + frame.closeCode());
        }
        return frame.text();
    }

    /** Reads on until the socket closes, and gives the code. */
    int closed() {
        Frame frame = receive();
        while (frame.opcode() != CLOSE) {
            frame = receive();
        }
        return frame.closeCode();
    }

    Frame receive() {
        DataInputStream in = new DataInputStream(wire.stream());
        try {
            int opcode = in.readUnsignedByte() & 0x0F;
            long length = in.readUnsignedByte();
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            return new Frame(opcode, in.readNBytes((int) length));
        } catch (EOFException | SocketException e) {
            return new Frame(CLOSE, new byte[0]);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void writeLength(ByteArrayOutputStream frame, long length, int bytes) {
        for (int at = bytes - 1; at >= 0; at--) {
            frame.write((int) (length >>> 8 * at));
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
