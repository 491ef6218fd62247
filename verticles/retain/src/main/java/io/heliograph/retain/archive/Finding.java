package io.heliograph.retain.archive;

/** The first place at which a stream of an archive is not as it was written; {@code seq} is 0 where no event is meant. */
public record Finding(String stream, String file, Kind kind, long seq, String detail) {
    /** What is wrong there. */
    public enum Kind {
        MANIFEST_MISSING,
        MANIFEST_DAMAGED,
        MANIFEST_REPLACED,
        NOT_SIGNED,
        FILE_MISSING,
        FILE_DAMAGED,
        EVENT_ALTERED,
        EVENT_MISSING,
        EVENT_MOVED,
        EVENT_ADDED
    }
}
