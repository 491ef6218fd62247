package io.heliograph.store.embedded;

import io.heliograph.contracts.problems.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The directory in which one embedded server keeps all it has, named after PostgreSQL's major version. */
record Home(Path directory) {
    /** The format of the cluster on disk; it changes with each major version, and nothing here converts it. */
    static final int MAJOR = 18;

    private static final String PREFIX = "postgres-";
    private static final String VERSION_FILE = "PG_VERSION";

    /** The home under the data directory, made if missing; refused when the data belongs to another major version. */
    static Home in(Path data) throws IOException {
        Path directory = data.toAbsolutePath().normalize().resolve(PREFIX + MAJOR);
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory.getParent());
            OwnedFiles.createPrivate(directory);
        }
        Home home = new Home(directory.toRealPath());
        home.refuseOtherMajors();
        return home;
    }

    /** The home that is there, or would be; nothing is made. */
    static Home at(Path data) throws IOException {
        Path directory = data.toAbsolutePath().normalize().resolve(PREFIX + MAJOR);
        return new Home(Files.isDirectory(directory) ? directory.toRealPath() : directory);
    }

    Path lock() {
        return directory.resolve("lock");
    }

    Path cluster() {
        return directory.resolve("cluster");
    }

    Path password() {
        return directory.resolve("password");
    }

    Path port() {
        return directory.resolve("port");
    }

    Path log() {
        return directory.resolve("log");
    }

    boolean hasCluster() {
        return Files.exists(cluster().resolve(VERSION_FILE));
    }

    private void refuseOtherMajors() throws IOException {
        Optional<String> own = majorOf(directory);
        if (own.isPresent() && !own.get().equals(Integer.toString(MAJOR))) {
            throw refusal(directory, own.get());
        }
        if (own.isEmpty()) {
            for (Path sibling : siblings()) {
                Optional<String> other = majorOf(sibling);
                if (other.isPresent()) {
                    throw refusal(sibling, other.get());
                }
            }
        }
    }

    private List<Path> siblings() throws IOException {
        try (Stream<Path> all = Files.list(directory.getParent())) {
            return all.filter(one -> one.getFileName().toString().startsWith(PREFIX))
                    .sorted()
                    .toList();
        }
    }

    private static Optional<String> majorOf(Path home) throws IOException {
        Path version = new Home(home).cluster().resolve(VERSION_FILE);
        return Files.exists(version) ? Optional.of(Files.readString(version).strip()) : Optional.empty();
    }

    private static CannotStart refusal(Path home, String major) {
        return new CannotStart(
                ("%s holds the data of PostgreSQL %s, which PostgreSQL %d cannot read: export it with the version of the hub"
                                + " that wrote it, then move the directory away.")
                        .formatted(home, major, MAJOR));
    }
}
