package io.heliograph.access.jwt;

import io.heliograph.access.jwt.KeySet.VerifyKey;
import io.heliograph.contracts.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/** The keys that the settings hold or point to. None is accepted that could be guessed. */
final class SettingsKeys {
    private static final int SHORTEST_SECRET = 32;
    private static final int FEWEST_DIFFERENT = 8;
    private static final int LARGEST_FILE = 64 << 10;

    /** Beginnings of secrets that stand in documents all over the world. */
    private static final List<String> KNOWN = List.of(
            "a-string-secret-at-least-256-bits", "your-256-bit-secret", "your-secret-key", "secretsecret", "changeme");

    private final Settings settings;
    private final List<VerifyKey> keys = new ArrayList<>();

    private SettingsKeys(Settings settings) {
        this.settings = settings;
    }

    static KeySet read(Settings settings) {
        SettingsKeys reading = new SettingsKeys(settings);
        reading.secret("auth.jwt.secret", settings.text("auth.jwt.secret", "").getBytes(StandardCharsets.UTF_8));
        reading.file("auth.jwt.secret-file", reading::secretFile);
        reading.file("auth.jwt.public-key-file", reading::publicKey);
        return new KeySet(reading.keys);
    }

    /** Reads what a file holds. */
    private interface Reader {
        void read(String key, Path file) throws IOException;
    }

    private void file(String key, Reader reader) {
        String name = settings.text(key, "");
        if (name.isEmpty()) {
            return;
        }
        try {
            Path file = Path.of(name);
            if (Files.size(file) > LARGEST_FILE) {
                throw new IOException("larger than any key");
            }
            reader.read(key, file);
        } catch (IOException e) {
            settings.problem(key, "the file " + name + " cannot be used: " + reason(e));
        }
    }

    private static String reason(IOException e) {
        return e.getClass() == IOException.class ? e.getMessage() : "check that it exists and may be read";
    }

    private void secretFile(String key, Path file) throws IOException {
        if (othersMayRead(file)) {
            throw new IOException("everybody on this machine may read it; chmod 600");
        }
        String text = Files.readString(file, StandardCharsets.UTF_8).strip();
        secret(key, text.isEmpty() ? new byte[1] : text.getBytes(StandardCharsets.UTF_8));
    }

    private void publicKey(String key, Path file) throws IOException {
        keys.add(Jwks.ofPem(Files.readString(file, StandardCharsets.US_ASCII)));
    }

    private void secret(String key, byte[] secret) {
        if (secret.length == 0) {
            return;
        }
        if (secret.length < SHORTEST_SECRET) {
            settings.problem(
                    key, "is shorter than " + SHORTEST_SECRET + " bytes and could be guessed; openssl rand -base64 48");
        } else if (isKnown(secret)) {
            settings.problem(key, "is one that others know or could guess; openssl rand -base64 48 makes a good one");
        } else {
            keys.add(new VerifyKey(null, Algorithm.HS256, new SecretKeySpec(secret, "HmacSHA256")));
        }
    }

    private static boolean isKnown(byte[] secret) {
        String text = new String(secret, StandardCharsets.ISO_8859_1);
        String small = text.toLowerCase(Locale.ROOT);
        return KNOWN.stream().anyMatch(small::startsWith)
                || text.chars().distinct().count() < FEWEST_DIFFERENT;
    }

    private static boolean othersMayRead(Path file) throws IOException {
        Set<String> views = file.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix") && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    }
}
