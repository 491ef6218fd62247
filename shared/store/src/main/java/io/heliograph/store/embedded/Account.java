package io.heliograph.store.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** A user of a Unix system, by number. */
record Account(int user, int group) {
    static final Account ROOT = new Account(0, 0);

    /** Whoever runs this process, where the system knows users by number. */
    static Optional<Integer> ownUser() {
        return number("-u");
    }

    static Optional<Account> named(String name) {
        return number("-u", name).flatMap(user -> number("-g", name).map(group -> new Account(user, group)));
    }

    static Account ownerOf(Path path) throws IOException {
        return new Account(attribute(path, "unix:uid"), attribute(path, "unix:gid"));
    }

    boolean isRoot() {
        return user == 0;
    }

    /** Gives one file or directory to this account; links are given themselves, not what they point to. */
    void own(Path path) throws IOException {
        if (attribute(path, "unix:uid") != user || attribute(path, "unix:gid") != group) {
            Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
        }
    }

    void ownTree(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                ownIfThere(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                ownIfThere(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Logs are trimmed and leftovers go away at any time. */
    private void ownIfThere(Path path) throws IOException {
        try {
            own(path);
        } catch (NoSuchFileException gone) {
            return;
        }
    }

    private static int attribute(Path path, String name) throws IOException {
        return (int) Files.getAttribute(path, name, LinkOption.NOFOLLOW_LINKS);
    }

    private static Optional<Integer> number(String... arguments) {
        Command command = new Command("id").with(arguments);
        return command.run()
                .filter(Command.Outcome::succeeded)
                .map(outcome -> Integer.valueOf(outcome.output().strip()));
    }
}
