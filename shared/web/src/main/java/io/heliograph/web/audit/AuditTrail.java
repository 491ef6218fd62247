package io.heliograph.web.audit;

/** Where every door tells what was changed and what was refused. Cheap, never waits, never fails; any thread may tell. */
@FunctionalInterface
public interface AuditTrail {
    /** Keeps nothing. */
    AuditTrail NONE = act -> {};

    void record(Act act);
}
