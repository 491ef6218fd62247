package io.heliograph.journal;

import io.heliograph.journal.CrashingDisk.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** A file of a {@link CrashingDisk}: what everybody sees, and what a power cut leaves. */
final class CrashingFile implements DiskFile {
    /** What a disk writes whole: a sector of old, a page of today. */
    private static final int[] PIECES = {512, 4096};

    private final CrashingDisk disk;
    private byte[] seen;
    private byte[] durable;

    CrashingFile(CrashingDisk disk, byte[] content) {
        this.disk = disk;
        this.seen = content;
        this.durable = content;
    }

    int length() {
        return seen.length;
    }

    byte[] content() {
        return seen.clone();
    }

    void replace(byte[] content) {
        seen = content.clone();
        durable = seen;
    }

    @Override
    public long size() throws IOException {
        disk.operation();
        return seen.length;
    }

    @Override
    public int read(ByteBuffer into, long at) {
        synchronized (disk) {
            if (at >= seen.length) {
                return -1;
            }
            int bytes = (int) Math.min(into.remaining(), seen.length - at);
            into.put(seen, (int) at, bytes);
            return bytes;
        }
    }

    @Override
    public int write(ByteBuffer from, long at) throws IOException {
        synchronized (disk) {
            int bytes = from.remaining();
            if (disk.strikes(Fault.WRITE_IS_SHORT)) {
                bytes = Math.max(1, bytes / 3);
            }
            boolean fails = disk.strikes(Fault.WRITE_FAILS);
            int taken = (int) Math.min(fails ? bytes / 2 : bytes, disk.writable());
            disk.operation();
            put(CrashingDisk.part(from, taken), (int) at);
            if (fails) {
                throw new IOException("Input/output error");
            }
            if (taken == 0) {
                throw new IOException("No space left on device");
            }
            return taken;
        }
    }

    private void put(ByteBuffer bytes, int at) {
        byte[] changed = Arrays.copyOf(seen, Math.max(seen.length, at + bytes.remaining()));
        bytes.get(changed, at, bytes.remaining());
        seen = changed;
    }

    @Override
    public void truncate(long size) throws IOException {
        synchronized (disk) {
            disk.operation();
            if (disk.strikes(Fault.TRUNCATE_FAILS)) {
                throw new IOException("Input/output error");
            }
            seen = size < seen.length ? Arrays.copyOf(seen, (int) size) : seen;
        }
    }

    @Override
    public void force(boolean metadata) throws IOException {
        synchronized (disk) {
            disk.operation();
            if (disk.strikes(Fault.FORCE_FAILS)) {
                throw new IOException("Input/output error");
            }
            disk.forced();
            durable = seen;
        }
    }

    /** What a power cut leaves: without chance only what was forced, else a mixture of old and new pieces. */
    CrashingFile afterCrash(CrashingDisk after, Random chance) {
        if (chance == null || Arrays.equals(seen, durable)) {
            return new CrashingFile(after, durable);
        }
        int shorter = Math.min(seen.length, durable.length);
        int length = shorter + chance.nextInt(Math.max(seen.length, durable.length) - shorter + 1);
        byte[] mixed = Arrays.copyOf(durable, length);
        int piece = PIECES[chance.nextInt(PIECES.length)];
        for (int at = 0; at < length; at += piece) {
            if (chance.nextBoolean() && at < seen.length) {
                System.arraycopy(seen, at, mixed, at, Math.min(piece, Math.min(seen.length, length) - at));
            }
        }
        return new CrashingFile(after, mixed);
    }

    @Override
    public void close() {
        // a file of this disk holds nothing that could leak
    }
}
