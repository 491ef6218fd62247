package io.heliograph.store;

/** The cursor of a journal is not where its reader took it to be: nothing was written, the cursor is to be read again. */
public final class CursorMoved extends RuntimeException {
    public CursorMoved(String message) {
        super(message, null, false, false);
    }
}
