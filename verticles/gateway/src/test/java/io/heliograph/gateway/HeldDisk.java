package io.heliograph.gateway;

import io.heliograph.journal.Disk;
import io.heliograph.journal.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A real disk that makes nothing durable while a test holds it. */
final class HeldDisk implements Disk {
    private final Disk disk;
    private final Semaphore free = new Semaphore(1);

    HeldDisk(Disk disk) {
        this.disk = disk;
    }

    void hold() {
        free.acquireUninterruptibly();
    }

    void letGo() {
        free.release();
    }

    private void pass() {
        free.acquireUninterruptibly();
        free.release();
    }

    @Override
    public Closeable lock() throws IOException {
        return disk.lock();
    }

    @Override
    public List<String> list() throws IOException {
        return disk.list();
    }

    @Override
    public DiskFile create(String name) throws IOException {
        return new HeldFile(disk.create(name));
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return new HeldFile(disk.open(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        disk.delete(name);
    }

    @Override
    public void force() throws IOException {
        disk.force();
    }

    @Override
    public long usableSpace() throws IOException {
        return disk.usableSpace();
    }

    private final class HeldFile implements DiskFile {
        private final DiskFile file;

        HeldFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public void force(boolean metadata) throws IOException {
            pass();
            file.force(metadata);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(ByteBuffer into, long at) throws IOException {
            return file.read(into, at);
        }

        @Override
        public int write(ByteBuffer from, long at) throws IOException {
            return file.write(from, at);
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
