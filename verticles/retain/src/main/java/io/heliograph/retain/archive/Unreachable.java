package io.heliograph.retain.archive;

import java.io.IOException;

/** What an archive holds cannot be had now. That says nothing of whether it is as it was written. */
public final class Unreachable extends IOException {
    Unreachable(String place, Throwable cause) {
        super(place + " cannot be reached: " + cause.getMessage(), cause);
    }
}
