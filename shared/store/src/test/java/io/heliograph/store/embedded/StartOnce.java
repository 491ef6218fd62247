package io.heliograph.store.embedded;

import java.nio.file.Path;

/** A process that starts the server, prints its port and leaves it running. */
final class StartOnce {
    private StartOnce() {}

    public static void main(String[] arguments) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]), Servers.BINARIES);
        System.out.println(postgres.coordinates().port());
    }
}
