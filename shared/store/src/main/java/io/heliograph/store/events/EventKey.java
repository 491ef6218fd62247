package io.heliograph.store.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** What stands in a row's id for an id that a sender gave: a UUID of version 8, which the hub's own ids never are. */
final class EventKey {
    private static final long VERSION_8 = 0x8000;
    private static final long VARIANT = 1L << 63;

    private EventKey() {}

    /** The first bits of a SHA-256 over project and id: nobody can make two ids that are taken for one. */
    static UUID of(String project, String id) {
        MessageDigest sha = sha256();
        sha.update(project.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
        ByteBuffer hash = ByteBuffer.wrap(sha.digest(id.getBytes(StandardCharsets.UTF_8)));
        return new UUID(hash.getLong() & ~0xF000L | VERSION_8, hash.getLong() >>> 2 | VARIANT);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
