package io.heliograph.launcher.system;

import io.heliograph.testkit.HubProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The hub's classes as the JVM likes to find them, written once for a run of the tests: it halves each start. */
final class ClassArchive {
    private static final String QUIET = "-Xlog:cds=off";
    private static final String QUIET_TOO = "-Xlog:cds+dynamic=off";

    private static Path written;

    private ClassArchive() {}

    /** What to tell the JVM. Without an archive it would do the same, only slower. */
    static synchronized List<String> options() {
        if (written == null) {
            written = write();
        }
        return List.of("-XX:SharedArchiveFile=" + written, QUIET, QUIET_TOO);
    }

    /** The JVM writes down what a node of a cluster has loaded by its end. */
    private static Path write() {
        try {
            Path directory = Files.createTempDirectory("heliograph-classes");
            Scratch.removeAtExit(directory);
            FreshDatabase.into(directory.resolve("data"));
            Path archive = directory.resolve("classes.jsa");
            List<String> options = List.of("-XX:ArchiveClassesAtExit=" + archive, QUIET, QUIET_TOO);
            String name = "cluster.name=" + directory.getFileName();
            try (HubProcess hub = HubProcess.start(
                    Hubs.JAR, directory, Map.of(), options, "run", "--port", "0", "--cluster", "--set", name)) {
                hub.awaitUp();
            }
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
