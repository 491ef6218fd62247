package io.heliograph.access.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.heliograph.contracts.settings.InvalidSettings;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import io.heliograph.testkit.TokenMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings for tokens with which no hub starts, and that say why without saying the secret. */
class JwtConfigTest {
    private static final String GOOD = "0kX3-9wq_vT7uY2zB5nM8cL1sD4fG6hJ";

    @TempDir
    Path directory;

    @Test
    void secretsThatCanBeGuessed() throws IOException {
        for (String secret : new String[] {"x", "geheim, but only 31 characters."}) {
            assertThat(problem("auth.jwt.secret", secret))
                    .contains("shorter than 32 bytes")
                    .doesNotContain("geheim");
        }
        for (String secret : new String[] {
            "changemechangemechangemechangeme",
            "a-string-secret-at-least-256-bits-long",
            "a".repeat(64),
            "12".repeat(40)
        }) {
            assertThat(problem("auth.jwt.secret", secret))
                    .contains("is one that others know")
                    .doesNotContain(secret);
        }
    }

    @Test
    void aSecretFileThatEverybodyMayReadOrThatIsEmpty() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), GOOD + "\n");
        permit(file, "rw-r--r--");
        assertThat(problem("auth.jwt.secret-file", file.toString())).contains("chmod 600");
        permit(file, "rw-------");
        assertThat(config(Map.of("auth.jwt.secret-file", file.toString())).isOn())
                .isTrue();
        Files.writeString(file, "\n");
        assertThat(problem("auth.jwt.secret-file", file.toString())).contains("shorter than 32 bytes");
    }

    @Test
    void keysThatAreNone() throws IOException {
        Path file = Files.writeString(directory.resolve("key.pem"), "-----BEGIN PUBLIC KEY-----\nAAAA\n");
        assertThat(problem("auth.jwt.public-key-file", file.toString())).contains("neither an RSA key");
        Files.writeString(file, "geheim?");
        assertThat(problem("auth.jwt.public-key-file", file.toString())).contains("not a PEM file");
        assertThat(problem(
                        "auth.jwt.public-key-file", directory.resolve("nowhere").toString()))
                .contains("check that it exists");
        for (PublicKey key :
                new PublicKey[] {TokenMaker.rsa().getPublic(), TokenMaker.ec().getPublic()}) {
            Files.writeString(file, TokenMaker.pem(key));
            assertThat(config(Map.of("auth.jwt.public-key-file", file.toString()))
                            .isOn())
                    .isTrue();
        }
    }

    @Test
    void addressesThatOthersCouldAnswerFor() {
        for (String url : new String[] {
            "http://issuer.example/jwks",
            "https://user:geheim@issuer.example/jwks",
            "ftp://issuer.example/jwks",
            "http://127.0.0.1.evil.example/jwks",
            "https:///jwks"
        }) {
            assertThat(problem("auth.jwt.jwks", url)).contains("https address").doesNotContain("geheim");
        }
        assertThat(config(Map.of("auth.jwt.jwks", "http://127.0.0.1:1/jwks")).isOn())
                .isTrue();
    }

    @Test
    void tokensOfAnybodyForAnybody() {
        Map<String, String> values = Map.of("auth.jwt.secret", GOOD);
        assertThat(problem(values)).contains("auth.jwt.issuer");
        assertThat(problem(Map.of("auth.jwt.secret", GOOD, "auth.jwt.issuer", "i")))
                .contains("auth.jwt.audience");
        assertThat(problem(Map.of("auth.jwt.leeway", "61s"))).contains("is outside");
    }

    private static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static String problem(String key, String value) {
        return problem(Map.of(key, value, "auth.jwt.issuer", "i", "auth.jwt.audience", "a"));
    }

    private static String problem(Map<String, String> values) {
        Settings settings = settings(values);
        JwtConfig.from(settings);
        return catchThrowableOfType(InvalidSettings.class, settings::finish).getMessage();
    }

    private static JwtConfig config(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(values);
        all.put("auth.jwt.issuer", "i");
        all.put("auth.jwt.audience", "a");
        Settings settings = settings(all);
        JwtConfig config = JwtConfig.from(settings);
        settings.finish();
        return config;
    }

    private static Settings settings(Map<String, String> values) {
        Map<String, Setting> set = new HashMap<>();
        values.forEach((key, value) -> set.put(key, new Setting(value, "test")));
        return new Settings(set, Map.of());
    }
}
