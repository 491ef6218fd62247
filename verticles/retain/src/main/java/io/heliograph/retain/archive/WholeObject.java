package io.heliograph.retain.archive;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An object on its way from a server. A line that breaks is told apart from an object that is damaged, and so is its early end. */
final class WholeObject extends FilterInputStream {
    private final String name;
    private long missing;

    WholeObject(InputStream in, String name, long length) {
        super(in);
        this.name = name;
        missing = length;
    }

    /** GZIPInputStream takes 0 for the end of the last piece, and a line may be slow. */
    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, missing);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            int bytes = super.read(into, offset, length);
            if (bytes < 0 && missing > 0) {
                throw new EOFException("the connection ended " + missing + " bytes before the object");
            }
            missing -= Math.max(0, bytes);
            return bytes;
        } catch (IOException | RuntimeException e) {
            throw new Unreachable(name, e);
        }
    }
}
