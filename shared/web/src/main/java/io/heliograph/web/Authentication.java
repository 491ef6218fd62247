package io.heliograph.web;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Tells who calls: the holder of the key in the settings, or anybody where no key is set. */
public final class Authentication {
    private static final String HEADER = "X-API-KEY";
    private static final String CALLER = Caller.class.getName();

    private final byte[] keyHash;

    /** An empty key leaves the hub open. */
    public Authentication(String apiKey) {
        keyHash = apiKey.isEmpty() ? null : hash(apiKey);
    }

    public void handle(RoutingContext http) {
        http.put(CALLER, identify(http.request().getHeader(HEADER)));
        http.next();
    }

    public static Caller caller(RoutingContext http) {
        return http.get(CALLER);
    }

    private Caller identify(String key) {
        if (keyHash == null) {
            return Caller.anonymous();
        }
        // Comparing hashes takes the same time wherever the first wrong character stands.
        if (key == null || !MessageDigest.isEqual(keyHash, hash(key))) {
            throw new Refused(ProblemKind.UNAUTHENTICATED, "The X-API-KEY header is missing or not the hub's key.");
        }
        return Caller.keyHolder();
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
