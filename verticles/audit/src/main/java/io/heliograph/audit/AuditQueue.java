package io.heliograph.audit;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.web.audit.Act;
import io.heliograph.web.audit.AuditTrail;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What waits to be written, bounded. The first of several refusals that are alike goes on at once; those that follow within
 * the window are counted and go on as one when it is over. What finds no room is counted. Safe for use by many threads.
 */
public final class AuditQueue implements AuditTrail {
    private final AuditConfig config;
    private final AuditFigures figures;
    private final InstantSource clock;
    private final ArrayBlockingQueue<Noted> waiting;
    private final ConcurrentHashMap<Alike, Fold> folds = new ConcurrentHashMap<>();
    private final AtomicLong missed = new AtomicLong();

    public AuditQueue(AuditConfig config, AuditFigures figures, InstantSource clock) {
        this.config = config;
        this.figures = figures;
        this.clock = clock;
        waiting = new ArrayBlockingQueue<>(config.queueSize());
    }

    /** What refusals have in common that are folded; which ids were asked for counts where something was to be changed. */
    private record Alike(
            String project,
            String subject,
            String credential,
            String operation,
            List<String> concerns,
            String outcome,
            String address) {
        static Alike of(Act act) {
            Caller caller = act.caller();
            return new Alike(
                    caller == null ? null : caller.project(),
                    caller == null ? null : caller.subject(),
                    caller == null ? null : caller.credential(),
                    act.operation(),
                    act.changing() ? act.concerns() : List.of(),
                    act.outcome(),
                    act.origin().address());
        }
    }

    /** The repeats since a window began, the first refusal not counted. */
    private record Fold(Instant began, Noted repeats) {
        Fold and(Act act, Instant now) {
            return new Fold(
                    began,
                    repeats == null
                            ? new Noted(act, now, now, 1)
                            : new Noted(repeats.act(), repeats.at(), now, repeats.count() + 1));
        }
    }

    @Override
    public void record(Act act) {
        Instant now = clock.instant();
        if (act.isRefusal()) {
            folds.compute(Alike.of(act), (alike, fold) -> fold(act, fold, now));
        } else {
            offer(new Noted(act, now, now, 1));
        }
    }

    private Fold fold(Act act, Fold fold, Instant now) {
        if (fold != null && !isOver(fold, now)) {
            figures.foldedOne();
            return fold.and(act, now);
        }
        if (fold != null && fold.repeats() != null) {
            offer(fold.repeats());
        }
        offer(new Noted(act, now, now, 1));
        return fold != null || folds.mappingCount() < config.maxFolds() ? new Fold(now, null) : null;
    }

    /** Lets those go on whose windows are over. */
    void settle() {
        Instant now = clock.instant();
        for (Alike alike : folds.keySet()) {
            folds.computeIfPresent(alike, (same, fold) -> isOver(fold, now) ? gone(fold) : fold);
        }
    }

    /** Lets all go on, before the hub stops. */
    void settleAll() {
        for (Alike alike : folds.keySet()) {
            folds.computeIfPresent(alike, (same, fold) -> gone(fold));
        }
    }

    /** The oldest that wait, at most so many, which then wait no longer. */
    List<Noted> take(int most) {
        List<Noted> taken = new ArrayList<>();
        waiting.drainTo(taken, most);
        return taken;
    }

    /** How many were lost since this was asked before. */
    long takeMissed() {
        return missed.getAndSet(0);
    }

    /** How many wait. */
    public int size() {
        return waiting.size();
    }

    private Fold gone(Fold fold) {
        if (fold.repeats() != null) {
            offer(fold.repeats());
        }
        return null;
    }

    private boolean isOver(Fold fold, Instant now) {
        // A clock that was set back must not keep a window open for as long as that.
        return now.isBefore(fold.began()) || !now.isBefore(fold.began().plus(config.foldWindow()));
    }

    private void offer(Noted noted) {
        if (!waiting.offer(noted)) {
            missed.incrementAndGet();
            figures.lostOne();
        }
    }
}
