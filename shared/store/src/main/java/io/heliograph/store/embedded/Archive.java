package io.heliograph.store.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks a tar file that was compressed with xz, readable for everybody: who will run the programs is not known yet. */
final class Archive {
    private static final int EXECUTABLE = 0b001_000_000;

    private final Path target;

    private Archive(Path target) {
        this.target = target;
    }

    static void unpack(InputStream packed, Path target) throws IOException {
        OwnedFiles.permit(target, "rwxr-xr-x");
        Archive archive = new Archive(target);
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                archive.unpack(entry, tar);
            }
        }
    }

    private void unpack(TarArchiveEntry entry, InputStream content) throws IOException {
        Path path = inside(entry.getName());
        if (entry.isDirectory()) {
            makeDirectory(path);
            return;
        }
        makeDirectory(path.getParent());
        if (entry.isSymbolicLink()) {
            inside(target.relativize(path.resolveSibling(entry.getLinkName())).toString());
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.copy(inside(entry.getLinkName()), path);
        } else if (entry.isFile()) {
            Files.copy(content, path);
            OwnedFiles.permit(path, (entry.getMode() & EXECUTABLE) != 0 ? "rwxr-xr-x" : "rw-r--r--");
        }
    }

    private void makeDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            makeDirectory(path.getParent());
            Files.createDirectory(path);
            OwnedFiles.permit(path, "rwxr-xr-x");
        }
    }

    private Path inside(String name) throws IOException {
        Path path = target.resolve(name).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive leads outside: " + name);
        }
        return path;
    }
}
