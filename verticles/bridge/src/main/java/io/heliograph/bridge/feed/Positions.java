package io.heliograph.bridge.feed;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How far somebody has come in the journal of each node. As text, which is opaque to callers: base64url of version u8 = 1
 * and for each journal its id and the position i64.
 */
final class Positions {
    private static final byte VERSION = 1;
    private static final int ONE = 3 * Long.BYTES;

    private final Map<UUID, Long> byJournal;

    Positions() {
        this(Map.of());
    }

    private Positions(Map<UUID, Long> byJournal) {
        this.byJournal = new LinkedHashMap<>(byJournal);
    }

    Positions copy() {
        return new Positions(byJournal);
    }

    Map<UUID, Long> byJournal() {
        return byJournal;
    }

    /** The position in a journal; -1 if there is none. */
    long of(UUID journal) {
        return byJournal.getOrDefault(journal, -1L);
    }

    void set(UUID journal, long position) {
        byJournal.put(journal, position);
    }

    String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(1 + byJournal.size() * ONE).put(VERSION);
        byJournal.forEach((journal, position) -> bytes.putLong(journal.getMostSignificantBits())
                .putLong(journal.getLeastSignificantBits())
                .putLong(position));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Reads what {@link #encode} wrote; empty for anything else. */
    static Optional<Positions> decode(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            Positions positions = new Positions();
            if (bytes.get() != VERSION) {
                return Optional.empty();
            }
            while (bytes.hasRemaining()) {
                positions.set(new UUID(bytes.getLong(), bytes.getLong()), bytes.getLong());
            }
            return positions.byJournal.values().stream().allMatch(position -> position >= 0)
                    ? Optional.of(positions)
                    : Optional.empty();
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }
}
