package io.heliograph.audit.verify;

import java.util.UUID;

/** The first thing that is wrong with a chain: what it is, and with which entries, from and to included. */
public record Finding(UUID chain, Kind kind, long from, long to, String detail) {
    /** What can be wrong. */
    public enum Kind {
        ALTERED,
        MISSING,
        INSERTED,
        REORDERED,
        TRUNCATED,
        REPLACED
    }

    static Finding at(UUID chain, Kind kind, long sequence, String detail) {
        return new Finding(chain, kind, sequence, sequence, detail);
    }
}
