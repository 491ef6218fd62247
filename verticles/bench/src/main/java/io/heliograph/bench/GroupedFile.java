package io.heliograph.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One file with one writer: all that waits goes out in one write and is forced once. Begins anew when it is large. */
final class GroupedFile {
    private static final long LARGEST = 1L << 30;

    /** What one gathering write takes from the system's point of view. */
    private static final int MOST_IN_A_WRITE = 1_024;

    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final FileChannel channel;

    private record Waiting(ByteBuffer bytes, Context context, Promise<Void> durable) {}

    private GroupedFile(FileChannel channel) {
        this.channel = channel;
    }

    static GroupedFile begin(Path path) throws IOException {
        GroupedFile file = new GroupedFile(FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE));
        Thread writer = new Thread(file::write, "writer");
        writer.setDaemon(true);
        writer.start();
        return file;
    }

    /** Completes on the context once the bytes are durable. */
    Future<Void> append(byte[] bytes, Context context) {
        Promise<Void> durable = Promise.promise();
        queue.add(new Waiting(ByteBuffer.wrap(bytes), context, durable));
        return durable.future();
    }

    private void write() {
        List<Waiting> group = new ArrayList<>();
        try {
            while (true) {
                group.add(queue.take());
                queue.drainTo(group, MOST_IN_A_WRITE - 1);
                write(group);
                group.forEach(
                        one -> one.context().runOnContext(now -> one.durable().complete()));
                group.clear();
            }
        } catch (IOException e) {
            System.err.println("reference: cannot write: " + e.getMessage());
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Waiting> group) throws IOException {
        if (channel.size() > LARGEST) {
            channel.truncate(0);
        }
        ByteBuffer[] buffers = group.stream().map(Waiting::bytes).toArray(ByteBuffer[]::new);
        while (buffers[buffers.length - 1].hasRemaining()) {
            channel.write(buffers);
        }
        channel.force(false);
    }
}
