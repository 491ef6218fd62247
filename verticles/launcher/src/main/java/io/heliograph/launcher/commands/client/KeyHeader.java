package io.heliograph.launcher.commands.client;

import java.util.regex.Pattern;

/** The header that shows a hub a credential: what has the form of a token goes as one, all else as a key. */
public record KeyHeader(String name, String value) {
    /** Three parts in base64url, the first of which begins an object. */
    private static final Pattern TOKEN = Pattern.compile("ey[\\w-]*\\.[\\w-]+\\.[\\w-]+");

    public static KeyHeader of(String credential) {
        return TOKEN.matcher(credential).matches()
                ? new KeyHeader("Authorization", "Bearer " + credential)
                : new KeyHeader("X-API-KEY", credential);
    }
}
