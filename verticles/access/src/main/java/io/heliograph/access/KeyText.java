package io.heliograph.access;

import io.heliograph.web.access.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A key as its holder has it, {@code hg_<id>_<secret>}: the id finds its row, the secret is 256 random bits. */
public record KeyText(String id, String secret) {
    private static final Pattern FORM = Pattern.compile("hg_([0-9a-f]{16})_([A-Za-z0-9_-]{43})");
    private static final SecureRandom RANDOM = new SecureRandom();

    public static KeyText random() {
        return new KeyText(HexFormat.of().formatHex(bytes(8)), randomSecret());
    }

    /** What is not of this form is no key of the table. */
    public static Optional<KeyText> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new KeyText(form.group(1), form.group(2))) : Optional.empty();
    }

    /** 256 random bits in 43 characters. */
    static String randomSecret() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
    }

    public byte[] hash() {
        return Sha256.of(secret);
    }

    /** The whole key, for its holder alone. */
    public String reveal() {
        return "hg_" + id + "_" + secret;
    }

    @Override
    public String toString() {
        return "hg_" + id + "_***";
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
