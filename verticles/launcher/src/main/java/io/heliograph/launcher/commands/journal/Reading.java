package io.heliograph.launcher.commands.journal;

import io.heliograph.launcher.commands.client.Progress;

/** Adds up what was read, for the bar that shows it. */
final class Reading {
    private final Progress progress;
    private final String note;
    private long bytes;

    Reading(Progress progress, String note) {
        this.progress = progress;
        this.note = note;
    }

    void read(long more) {
        bytes += more;
        progress.at(bytes, note);
    }
}
