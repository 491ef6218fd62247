package io.heliograph.contracts.retention;

import io.heliograph.contracts.retention.Horizon.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The one place that knows which events have expired: what every read shows, what doors still take and what the disk is rid
 * of come from here. One for all of a node; safe for use by many threads.
 */
public final class Retention {
    private final RetentionRules rules;
    private final InstantSource clock;
    private volatile Floors floors = Floors.NONE;

    public Retention(RetentionRules rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /** Takes over what was pruned. */
    public void learn(Floors pruned) {
        floors = pruned;
    }

    /** The longest that any event is kept. */
    public Duration longest() {
        return rules.longest();
    }

    /** From when on the events of a project are shown now. */
    public Horizon horizon(String project) {
        Instant now = clock.instant();
        Instant pruned = floors.of(project);
        List<Step> steps = new ArrayList<>();
        for (RetentionRule rule : rules.rules()) {
            if (rule.isFor(project)) {
                Instant from = Floors.later(pruned, back(now, rule.maxAge()));
                if (rule.types().isAny()) {
                    return new Horizon(steps, from);
                }
                steps.add(new Step(rule.types(), from));
            }
        }
        return new Horizon(steps, Floors.later(pruned, back(now, rules.maxAge())));
    }

    /** Nothing from before it is shown, of whichever project and type. */
    public Instant earliest() {
        return Floors.later(floors.everywhere(), back(clock.instant(), rules.longest()));
    }

    /** Whether some events expire before others of the same time. */
    public boolean isUneven() {
        return !rules.rules().isEmpty() || !floors.byProject().isEmpty();
    }

    private static Instant back(Instant now, Duration age) {
        // Asked for every request: the time between the two would be too long for nanoseconds, at the price of an
        // exception.
        long most = now.getEpochSecond() - Instant.MIN.getEpochSecond();
        return age.getSeconds() < most ? now.minus(age) : Instant.MIN;
    }
}
