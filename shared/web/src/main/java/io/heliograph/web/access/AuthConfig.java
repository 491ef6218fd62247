package io.heliograph.web.access;

import io.heliograph.contracts.settings.Settings;
import java.util.List;

/** Whether everybody must say who he is, and how often he may get it wrong. */
public record AuthConfig(String apiKey, Required required, boolean guarded, int maxFailures, int maxAddresses) {
    /** The settings that name a source of tokens' keys; with any of them set, the hub is guarded. */
    private static final List<String> TOKEN_KEYS =
            List.of("auth.jwt.secret", "auth.jwt.secret-file", "auth.jwt.public-key-file", "auth.jwt.jwks");

    /** When callers need a credential. */
    public enum Required {
        /** As soon as the settings name a key or a source of tokens. */
        AUTO,
        /** From the first start on. */
        ALWAYS
    }

    public static AuthConfig from(Settings settings) {
        String apiKey = settings.text("auth.api-key", "");
        Required required = settings.choice("auth.required", Required.AUTO);
        boolean tokens =
                TOKEN_KEYS.stream().anyMatch(key -> !settings.text(key, "").isEmpty());
        return new AuthConfig(
                apiKey,
                required,
                required == Required.ALWAYS || tokens || !apiKey.isEmpty(),
                settings.integer("auth.max-failures", 10, 0, 100_000),
                settings.integer("auth.max-addresses", 10_000, 1, 1_000_000));
    }

    /** Whether nobody could come in but with a key of the table. */
    public boolean needsFirstKey() {
        return required == Required.ALWAYS && apiKey.isEmpty();
    }

    @Override
    public String toString() {
        return "AuthConfig[" + required + (guarded ? ", guarded]" : ", open]");
    }
}
