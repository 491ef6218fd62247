package io.heliograph.launcher.commands.send;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits a stream into lines, however long it is: at most one line is held, and of that no more than is allowed. */
final class LineReader {
    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[64 << 10];
    private int at;
    private int end;
    private long consumed;
    private long number;

    LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** The next line that is not blank; null at the end. */
    Line next() throws IOException {
        while (fill()) {
            Line line = line();
            if (line.tooLong() || !blank(line.bytes())) {
                return line;
            }
        }
        return null;
    }

    /** Whether asking for the next line could mean waiting for whoever writes it. */
    boolean couldWait() throws IOException {
        return at == end && in.available() == 0;
    }

    /** How many bytes of the stream lie behind. */
    long consumed() {
        return consumed - (end - at);
    }

    private Line line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        boolean tooLong = false;
        boolean ended = false;
        while (!ended && fill()) {
            int newline = at;
            while (newline < end && buffer[newline] != '\n') {
                newline++;
            }
            tooLong |= line.size() + (newline - at) > longest;
            if (!tooLong) {
                line.write(buffer, at, newline - at);
            }
            ended = newline < end;
            at = ended ? newline + 1 : end;
        }
        number++;
        return new Line(number, tooLong ? null : trimmed(line.toByteArray()));
    }

    private boolean fill() throws IOException {
        if (at < end) {
            return true;
        }
        int read = in.read(buffer);
        at = 0;
        end = Math.max(0, read);
        consumed += end;
        return read > 0;
    }

    /** Windows writes a carriage return behind each line and a byte order mark before the first. */
    private byte[] trimmed(byte[] line) {
        boolean mark = number == 1
                && line.length >= 3
                && line[0] == (byte) 0xEF
                && line[1] == (byte) 0xBB
                && line[2] == (byte) 0xBF;
        int from = mark ? 3 : 0;
        int to = line.length > from && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        return from == 0 && to == line.length ? line : Arrays.copyOfRange(line, from, to);
    }

    private static boolean blank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
