package io.heliograph.intake;

import io.heliograph.contracts.problems.Refused;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a sender names a whole request by, so that its events are known when it is sent again. */
public record IdempotencyKey(String value) {
    public static final String HEADER = "Idempotency-Key";
    public static final int MAX_LENGTH = 255;
    private static final int HASH_BYTES = 16;

    public IdempotencyKey {
        boolean visible = value.chars().allMatch(c -> c > ' ' && c < 0x7F);
        if (value.isEmpty() || value.length() > MAX_LENGTH || !visible) {
            throw Refused.parameter(HEADER, "takes 1 to " + MAX_LENGTH + " visible ASCII characters");
        }
    }

    /** What the ids of the request's events begin with; the place of the event in the body comes behind it. */
    String idPrefix(String project) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(project.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            byte[] hash = sha.digest(value.getBytes(StandardCharsets.US_ASCII));
            return "ik-" + HexFormat.of().formatHex(hash, 0, HASH_BYTES) + "-";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
