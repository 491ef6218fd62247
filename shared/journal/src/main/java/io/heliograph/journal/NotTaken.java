package io.heliograph.journal;

import java.io.IOException;

/** The disk did not take something, and everything is as it was before the attempt; later it may. */
final class NotTaken extends IOException {
    NotTaken(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
