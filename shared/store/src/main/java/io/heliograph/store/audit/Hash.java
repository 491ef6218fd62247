package io.heliograph.store.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256, as bytes and as 64 digits. */
public final class Hash {
    private static final int BYTES = 32;

    /** What stands before the first entry of a chain. */
    public static final Hash NONE = new Hash(new byte[BYTES]);

    private final byte[] bytes;

    /** Of any bytes, since what is read back may have been tampered with. */
    Hash(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** Reads 64 hexadecimal digits. Throws IllegalArgumentException. */
    public static Hash parse(String digits) {
        if (digits.length() != 2 * BYTES) {
            throw new IllegalArgumentException("a hash has " + 2 * BYTES + " digits, not " + digits.length());
        }
        return new Hash(HexFormat.of().parseHex(digits));
    }

    /** Of some bytes. */
    public static Hash of(byte[] content) {
        return new Hash(sha256().digest(content));
    }

    /** What has been read into a digest of SHA-256. */
    public static Hash of(MessageDigest digest) {
        return new Hash(digest.digest());
    }

    /** Of this hash and the bytes behind it: the next link of a chain. */
    public Hash then(byte[] content) {
        MessageDigest digest = sha256();
        digest.update(bytes);
        return new Hash(digest.digest(content));
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
