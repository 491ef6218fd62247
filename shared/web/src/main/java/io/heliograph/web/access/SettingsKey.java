package io.heliograph.web.access;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Lets in the holder of the key in the settings, or anybody where no key is set. */
public final class SettingsKey implements Authenticator {
    private static final Future<Caller> ANYBODY = Future.succeededFuture(Caller.anonymous());
    private static final Future<Caller> HOLDER = Future.succeededFuture(Caller.keyHolder());

    private final byte[] keyHash;

    /** An empty key leaves the hub open. */
    public SettingsKey(String apiKey) {
        keyHash = apiKey.isEmpty() ? null : hash(apiKey);
    }

    @Override
    public Future<Caller> authenticate(Credential credential) {
        if (keyHash == null) {
            return ANYBODY;
        }
        // Comparing hashes takes the same time wherever the first wrong character stands.
        if (credential instanceof Credential.ApiKey key && MessageDigest.isEqual(keyHash, hash(key.secret()))) {
            return HOLDER;
        }
        return Future.failedFuture(
                new Refused(ProblemKind.UNAUTHENTICATED, "The X-API-KEY header is missing or not the hub's key."));
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
