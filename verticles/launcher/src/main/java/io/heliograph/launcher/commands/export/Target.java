package io.heliograph.launcher.commands.export;

import io.heliograph.launcher.commands.client.DurableFile;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where an export goes. A file bears its name only once it is complete; until then it is FILE.part. */
final class Target implements AutoCloseable {
    private final Path file;
    private final Path part;
    private final OutputStream out;
    private boolean complete;

    private Target(Path file, Path part, OutputStream out) {
        this.file = file;
        this.part = part;
        this.out = out;
    }

    /** Whatever lies under the name until then goes first, so that a link which somebody laid there leads nowhere. */
    static Target file(Path file) throws IOException {
        Path part = DurableFile.beside(file, ".part");
        Files.deleteIfExists(part);
        Files.createFile(part);
        return new Target(file, part, new FileOutputStream(part.toFile()));
    }

    static Target stream(PrintStream out) {
        return new Target(null, null, out);
    }

    void write(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
        if (out instanceof PrintStream stream && stream.checkError()) {
            throw new IOException("nobody reads on");
        }
    }

    void complete() throws IOException {
        out.flush();
        if (out instanceof FileOutputStream written) {
            written.getFD().sync();
            written.close();
            DurableFile.publish(part, file);
        }
        complete = true;
    }

    @Override
    public void close() throws IOException {
        if (part != null && !complete) {
            out.close();
            Files.deleteIfExists(part);
        }
    }
}
