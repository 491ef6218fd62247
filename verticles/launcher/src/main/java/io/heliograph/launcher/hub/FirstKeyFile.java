package io.heliograph.launcher.hub;

import io.heliograph.access.KeyText;
import io.heliograph.contracts.problems.CannotStart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file by which the operator of a hub that is guarded from the start gets its first key: {@code first-key} in the data
 * directory, readable by its owner only. The text is on disk before the key is in the table, so that a crash in between
 * locks nobody out.
 */
final class FirstKeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(FirstKeyFile.class);

    private final Path file;
    private final Path draft;

    /** The draft is in a directory that no other node has. */
    FirstKeyFile(Path dataDirectory, Path ofThisNode) {
        file = in(dataDirectory);
        draft = ofThisNode.resolve("first-key.draft");
    }

    static Path in(Path dataDirectory) {
        return dataDirectory.resolve("first-key");
    }

    /** {@code keep} puts the key into the table unless one is there that may do as much, and says whether it is in it now. */
    void keep(Predicate<KeyText> keep) {
        try {
            KeyText text = draft();
            if (keep.test(text)) {
                Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                LOG.info("the first key is in {}; fetch it, make keys of your own with it, delete the file", file);
            } else {
                Files.delete(draft);
            }
        } catch (IOException e) {
            throw new CannotStart("The first key cannot be written to " + file + ": check owner and permissions.");
        }
    }

    /** What an earlier try has left behind may be in the table already. */
    private KeyText draft() throws IOException {
        if (Files.exists(draft)) {
            String left = Files.readString(draft, StandardCharsets.US_ASCII).strip();
            if (KeyText.parse(left).isPresent()) {
                return KeyText.parse(left).get();
            }
            Files.delete(draft);
        }
        KeyText fresh = KeyText.random();
        Files.createFile(draft, ownerOnly());
        Files.writeString(draft, fresh.reveal() + "\n", StandardCharsets.US_ASCII, StandardOpenOption.SYNC);
        return fresh;
    }

    private FileAttribute<?>[] ownerOnly() {
        boolean posix = draft.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
