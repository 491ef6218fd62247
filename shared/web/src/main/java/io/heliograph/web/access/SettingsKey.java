package io.heliograph.web.access;

import io.heliograph.contracts.operations.Caller;
import io.vertx.core.Future;
import java.security.MessageDigest;

/** Lets in the holder of the key in the settings, or anybody where no key is set. */
public final class SettingsKey implements Authenticator {
    private static final Future<Caller> ANYBODY = Future.succeededFuture(Caller.anonymous());
    private static final Future<Caller> HOLDER = Future.succeededFuture(Caller.keyHolder());

    /** What no secret hashes to, so that the work is the same where no key is set. */
    private static final byte[] NO_HASH = new byte[32];

    private final boolean set;
    private final byte[] keyHash;

    /** An empty key leaves the hub open. */
    public SettingsKey(String apiKey) {
        set = !apiKey.isEmpty();
        keyHash = set ? Sha256.of(apiKey) : NO_HASH;
    }

    @Override
    public Future<Caller> authenticate(Credential credential) {
        if (!set) {
            return ANYBODY;
        }
        if (credential instanceof Credential.ApiKey key && matches(key)) {
            return HOLDER;
        }
        return Future.failedFuture(Unauthenticated.refused());
    }

    /** Whether it is the key. Comparing hashes takes the same time wherever the first wrong character stands. */
    public boolean matches(Credential.ApiKey key) {
        return MessageDigest.isEqual(keyHash, Sha256.of(key.secret()));
    }
}
