package io.heliograph.launcher.access;

import io.heliograph.launcher.system.Hubs;
import io.heliograph.testkit.HubProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings for tokens with which no hub starts. */
class TokenSettingsIT {
    @TempDir
    Path directory;

    @Test
    void secretsThatCanBeGuessed() throws IOException {
        refused("SECRET", "x", "shorter than 32 bytes");
        refused("SECRET", "geheim, but only 31 characters.", "shorter than 32 bytes");
        refused("SECRET", "changemechangemechangemechangeme", "is one that others know");
        refused("SECRET", "a-string-secret-at-least-256-bits-long", "is one that others know");
        refused("SECRET", "a".repeat(64), "is one that others know");
        Path file = Files.writeString(directory.resolve("secret"), "a secret of more than thirty-two bytes");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        refused("SECRET_FILE", file.toString(), "chmod 600");
    }

    @Test
    void keysThatAreNone() throws IOException {
        Path file = Files.writeString(directory.resolve("key.pem"), "-----BEGIN PUBLIC KEY-----\nAAAA\n");
        refused("PUBLIC_KEY_FILE", file.toString(), "neither an RSA key");
        refused("PUBLIC_KEY_FILE", directory.resolve("nowhere").toString(), "check that it exists");
        refused("JWKS", "http://issuer.example/jwks", "https address");
        refused("JWKS", "https://user:geheim@issuer.example/jwks", "https address");
        refused("JWKS", Files.writeString(directory.resolve("jwks"), "{}").toString(), "holds no keys");
    }

    private void refused(String key, String value, String reason) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "HELIOGRAPH_AUTH_JWT_ISSUER", "i",
                "HELIOGRAPH_AUTH_JWT_AUDIENCE", "a"));
        environment.put("HELIOGRAPH_AUTH_JWT_" + key, value);
        try (HubProcess hub = Hubs.run(directory, environment)) {
            Hubs.refused(hub, reason);
        }
    }
}
