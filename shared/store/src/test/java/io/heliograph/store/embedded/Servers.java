package io.heliograph.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts servers for a test and sees that none outlives it, whatever becomes of the test. */
final class Servers implements AfterEachCallback {
    /** Unpacked once for all tests of the module. */
    static final Path BINARIES = Path.of("target", "postgres-binaries");

    private final Map<Path, EmbeddedPostgres> started = new LinkedHashMap<>();

    EmbeddedPostgres start(Path data) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(data, BINARIES);
        started.put(data, postgres);
        return postgres;
    }

    static Home home(Path data) throws IOException {
        return Home.in(data);
    }

    static ProcessHandle process(Path data) throws IOException {
        Optional<PostmasterPid> running = PostmasterPid.running(home(data).cluster());
        return ProcessHandle.of(running.orElseThrow().pid()).orElseThrow();
    }

    /** Lets whoever PostgreSQL runs as come in, as under a data directory in its usual place. */
    static Path enterable(Path directory) throws IOException {
        OwnedFiles.permit(directory, "rwxr-xr-x");
        return Files.createDirectories(directory.resolve("da ta's"));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        started.values().forEach(EmbeddedPostgres::stop);
        started.clear();
    }
}
