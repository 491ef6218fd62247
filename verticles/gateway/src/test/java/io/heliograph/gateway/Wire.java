package io.heliograph.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Locale;

/** A connection on which a test says exactly what it wants, whether or not that is HTTP. */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MS = 10_000;

    private final Socket socket = new Socket();

    /** The head of an answer, as it came, and its body. */
    record Answer(String head, String body) {
        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }
    }

    Wire(int port) {
        try {
            socket.setReceiveBufferSize(16 << 10);
            socket.setSoTimeout(PATIENCE_MS);
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a request line and headers, then a Host and the empty line. */
    Wire request(String... lines) {
        return send(String.join("\r\n", lines) + "\r\nHost: localhost\r\n\r\n");
    }

    Wire send(String text) {
        return send(text.getBytes(ISO_8859_1));
    }

    /** A peer that closes in the middle is no failure here: what it said before decides. */
    Wire send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (SocketException e) {
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The next answer; an empty head when the peer closes instead. */
    Answer answer() {
        StringBuilder head = new StringBuilder();
        for (int next = read(); next >= 0; next = read()) {
            head.append((char) next);
            if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return new Answer(head.toString(), new String(read(length(head.toString())), ISO_8859_1));
            }
        }
        return new Answer(head.toString(), "");
    }

    private static int length(String head) {
        return head.toLowerCase(Locale.ROOT)
                .lines()
                .filter(line -> line.startsWith("content-length:"))
                .map(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }

    InputStream stream() {
        try {
            return socket.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the peer closes, without a further byte. */
    boolean isClosed() {
        return read() < 0;
    }

    /** Whether the peer has closed, by now. */
    boolean wasClosed() {
        try {
            socket.setSoTimeout(1);
            return stream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private byte[] read(int length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < length) {
            int next = read();
            if (next < 0) {
                break;
            }
            bytes.write(next);
        }
        return bytes.toByteArray();
    }

    private int read() {
        try {
            return stream().read();
        } catch (SocketException e) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
