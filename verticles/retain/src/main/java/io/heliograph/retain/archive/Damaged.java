package io.heliograph.retain.archive;

import java.io.IOException;

/** An archive is not as it was written. */
public final class Damaged extends IOException {
    private final Finding finding;

    Damaged(Finding finding) {
        super(finding.stream() + "/" + finding.file() + ": " + finding.detail());
        this.finding = finding;
    }

    public Finding finding() {
        return finding;
    }
}
