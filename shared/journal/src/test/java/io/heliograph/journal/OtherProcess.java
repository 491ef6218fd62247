package io.heliograph.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Has a journal's directory locked until it is killed or its input ends. */
final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] directory) throws IOException {
        try (Closeable lock = new RealDisk(Path.of(directory[0])).lock()) {
            System.out.println(lock == null ? "not locked" : "locked");
            System.in.transferTo(System.out);
        }
    }
}
