package io.heliograph.audit;

import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import io.heliograph.store.embedded.Coordinates;
import io.heliograph.store.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What tests of this module begin with. */
final class Given {
    private Given() {}

    /** Settings as an operator writes them, {@code "audit.queue-size=10"}. */
    static AuditConfig config(String... settings) {
        Map<String, Setting> byKey = new HashMap<>();
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            byKey.put(parts[0], new Setting(parts[1], "test"));
        }
        return AuditConfig.from(new Settings(byKey, Map.of()));
    }

    /** A PostgreSQL of the class's own. */
    static EmbeddedPostgres postgres() {
        try {
            Path target = Path.of("target").toAbsolutePath();
            return EmbeddedPostgres.start(
                    Files.createTempDirectory(target, "postgres"), target.resolve("postgres-binaries"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes away what an earlier test left. */
    static Coordinates empty(EmbeddedPostgres postgres) {
        Coordinates where = postgres.coordinates();
        try (Node node = new Node(where, new UUID(0, 0))) {
            node.stop();
            node.sql("truncate audit_entry");
        }
        return where;
    }
}
