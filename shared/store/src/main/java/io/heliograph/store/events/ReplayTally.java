package io.heliograph.store.events;

import io.heliograph.contracts.deadletters.ReplayReport;
import java.util.ArrayList;
import java.util.List;

/** What has become of the dead letters of one replay so far. */
final class ReplayTally {
    private final List<ReplayReport.Refusal> refused = new ArrayList<>();
    private long stored;
    private long duplicates;
    private int tried;

    Void stored(Written written) {
        stored += written.stored();
        duplicates += written.duplicates();
        return null;
    }

    void refused(long id, Refusal refusal) {
        refused.add(new ReplayReport.Refusal(id, refusal.sqlstate(), refusal.reason()));
    }

    /** So many more are done with, whatever became of each. */
    void tried(int letters) {
        tried += letters;
    }

    int tried() {
        return tried;
    }

    /** Whether another try would find everything as this one did. */
    boolean isForNothing() {
        return stored + duplicates == 0 && tried == 0;
    }

    ReplayReport report(String next) {
        return new ReplayReport(stored, duplicates, refused, next);
    }
}
