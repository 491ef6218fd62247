package io.heliograph.web;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.access.Authentication;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Counts the requests that a limit turned away, by project. Requests, not events: most are turned away unread, and since
 * nothing of them was kept they are no part of what was received.
 */
public final class Refusals {
    private static final Set<ProblemKind> OF_LIMITS =
            EnumSet.of(ProblemKind.RATE_LIMITED, ProblemKind.OVERLOADED, ProblemKind.JOURNAL_FULL);

    /** Projects beyond the bound are counted together under this name. */
    private static final String OTHERS = "(others)";

    /** A project, and the code of the problem that it was answered with. */
    public record Refusal(String project, String code) {}

    private final int bound;
    private final Map<Refusal, LongAdder> counts = new ConcurrentHashMap<>();

    /** Counts for about so many projects each by itself. */
    public Refusals(int maxProjects) {
        bound = maxProjects;
    }

    /** A failure handler that leaves the answer to the next one. */
    public void count(RoutingContext http) {
        Caller caller = Authentication.caller(http);
        if (caller != null && http.failure() instanceof Refused refused) {
            count(caller, refused.problem());
        }
        http.next();
    }

    /** Counts what some other door answered with, if it was a limit that made it. */
    public void count(Caller caller, Problem problem) {
        if (OF_LIMITS.contains(problem.kind())) {
            countOf(caller.project(), problem.kind().code()).increment();
        }
    }

    public Map<Refusal, Long> snapshot() {
        return counts.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, count -> count.getValue().sum()));
    }

    private LongAdder countOf(String project, String code) {
        Refusal own = new Refusal(project, code);
        LongAdder known = counts.get(own);
        if (known != null) {
            return known;
        }
        Refusal counted = counts.size() < bound ? own : new Refusal(OTHERS, code);
        return counts.computeIfAbsent(counted, fresh -> new LongAdder());
    }
}
