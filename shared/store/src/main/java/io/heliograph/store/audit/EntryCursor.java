package io.heliograph.store.audit;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/** The entry behind which the next page begins, opaque to callers: base64url of version u8, micros i64, chain, sequence i64. */
record EntryCursor(Instant at, UUID chain, long sequence) {
    private static final byte VERSION = 1;
    private static final int BYTES = 1 + 4 * Long.BYTES;

    static EntryCursor of(ChainEntry entry) {
        return new EntryCursor(entry.content().at(), entry.chain(), entry.sequence());
    }

    String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .putLong(chain.getMostSignificantBits())
                .putLong(chain.getLeastSignificantBits())
                .putLong(sequence);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Reads a cursor; null stays null. */
    static EntryCursor decode(String text) {
        if (text == null) {
            return null;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            boolean known = bytes.remaining() == BYTES && bytes.get() == VERSION;
            EntryCursor cursor = new EntryCursor(
                    Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS),
                    new UUID(bytes.getLong(), bytes.getLong()),
                    bytes.getLong());
            if (known && cursor.encode().equals(text)) {
                return cursor;
            }
        } catch (IllegalArgumentException | BufferUnderflowException | ArithmeticException e) {
            // Said below.
        }
        throw new Refused(ProblemKind.BAD_CURSOR, "It is damaged.");
    }
}
