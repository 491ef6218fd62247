package io.heliograph.store.embedded;

import io.heliograph.contracts.problems.CannotStart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** PostgreSQL's programs, unpacked once from the jar for this platform; other contents get a directory of their own. */
record Binaries(Path directory) {
    private static final String PREFIX = "binaries-";

    /** Unpacks them under the parent unless they stand there whole. */
    static Binaries under(Path parent) throws IOException {
        Files.createDirectories(parent);
        Path directory = parent.toRealPath().resolve(PREFIX + fingerprint());
        return StartLock.holding(lock(parent), () -> {
            if (!isWhole(directory)) {
                unpack(directory);
            }
            return new Binaries(directory);
        });
    }

    /** Clears other versions away, and what a kill left half unpacked; none of their servers may be running. */
    void clearOthers() throws IOException {
        StartLock.holding(lock(directory.getParent()), () -> {
            OwnedFiles.deleteOthers(directory.getParent(), PREFIX, directory);
            return directory;
        });
    }

    Path postgres() {
        return program("postgres");
    }

    Path initdb() {
        return program("initdb");
    }

    Path control() {
        return program("pg_ctl");
    }

    private Path program(String name) {
        Path plain = directory.resolve("bin").resolve(name);
        return Files.exists(plain) ? plain : plain.resolveSibling(name + ".exe");
    }

    private static void unpack(Path directory) throws IOException {
        Path draft = Files.createTempDirectory(directory.getParent(), directory.getFileName() + ".");
        try (InputStream packed = open()) {
            Archive.unpack(packed, draft);
            Files.writeString(sizeFile(draft), Long.toString(size(draft)));
            OwnedFiles.deleteTree(directory);
            Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            OwnedFiles.deleteTree(draft);
        }
    }

    /** A power cut may leave empty files behind a rename; the sum of their sizes shows it. */
    private static boolean isWhole(Path directory) throws IOException {
        try {
            return size(directory) >= Long.parseLong(Files.readString(sizeFile(directory)));
        } catch (NoSuchFileException | NumberFormatException torn) {
            return false;
        }
    }

    private static Path lock(Path parent) {
        return parent.resolve("unpack.lock");
    }

    private static Path sizeFile(Path directory) {
        return directory.resolve("size");
    }

    private static long size(Path directory) throws IOException {
        long size = 0;
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
        }
        return size;
    }

    private static String fingerprint() throws IOException {
        CRC32 sum = new CRC32();
        try (InputStream packed = new CheckedInputStream(open(), sum)) {
            packed.transferTo(OutputStream.nullOutputStream());
        }
        return Long.toHexString(sum.getValue());
    }

    private static InputStream open() {
        InputStream packed = Binaries.class.getResourceAsStream("/" + resource());
        if (packed == null) {
            throw new CannotStart(
                    "This build of the hub brings no PostgreSQL for %s on %s: build it there, or set database.url to a PostgreSQL of your own."
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
        }
        return packed;
    }

    private static String resource() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : name;
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return "postgres-%s-%s.txz".formatted(system, machine.equals("aarch64") ? "arm_64" : "x86_64");
    }
}
