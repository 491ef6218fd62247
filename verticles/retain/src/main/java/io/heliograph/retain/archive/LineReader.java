package io.heliograph.retain.archive;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** The lines of a packed file, one at a time. */
final class LineReader implements Closeable {
    private static final int BUFFER = 64 << 10;

    /** More than the largest event can take with all of it escaped, twice. */
    private static final int LONGEST = 64 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;

    private LineReader(InputStream in) {
        this.in = in;
    }

    static LineReader open(InputStream packed) throws IOException {
        try {
            return new LineReader(new GZIPInputStream(packed, BUFFER));
        } catch (IOException e) {
            packed.close();
            throw e;
        }
    }

    /** The next line without its end; null behind the last one. A last line without an end is damage. */
    byte[] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        while (true) {
            for (int i = at; i < end; i++) {
                if (buffer[i] == '\n') {
                    line.write(buffer, at, i - at);
                    at = i + 1;
                    return line.toByteArray();
                }
            }
            line.write(buffer, at, end - at);
            at = 0;
            end = Math.max(0, in.read(buffer));
            if (end == 0) {
                if (line.size() > 0) {
                    throw new IOException("the last line has no end");
                }
                return null;
            }
            if (line.size() > LONGEST) {
                throw new IOException("a line has no end");
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
