package io.heliograph.web.limits;

import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The rates of all projects on this node. Of those whose project sent nothing for longest, some are forgotten at the bound. */
final class Rates {
    private final LimitsConfig config;
    private final LongSupplier nanos;
    private final Map<String, Buckets> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Buckets> eldest) {
            return size() > config.maxProjects();
        }
    };

    /** What one project has saved up. There may be very many, so what projects have in common is elsewhere. */
    private static final class Buckets {
        private double events;
        private double bytes;
        private long filledAt;
    }

    Rates(LimitsConfig config, LongSupplier nanos) {
        this.config = config;
        this.nanos = nanos;
    }

    /** Throws Refused when the project has used up its rate. */
    void check(String project) {
        charge(project, 0, 0);
    }

    /** Takes a batch off the project's rate, all of it or, with Refused, nothing. */
    void charge(String project, long events, long bytes) {
        Rate rate = config.rateOf(project);
        if (rate.isUnlimited()) {
            return;
        }
        long wait = take(project, rate, events, bytes);
        if (wait > 0) {
            throw refused(rate, wait);
        }
    }

    private synchronized long take(String project, Rate rate, long events, long bytes) {
        long now = nanos.getAsLong();
        double seconds = config.burst().toMillis() / 1e3;
        TokenBucket ofEvents = TokenBucket.of(rate.eventsPerSecond(), seconds);
        TokenBucket ofBytes = TokenBucket.of(rate.bytesPerSecond(), seconds);
        Buckets own = buckets.get(project);
        if (own == null) {
            own = new Buckets();
            own.events = ofEvents.most();
            own.bytes = ofBytes.most();
            buckets.put(project, own);
        } else {
            own.events = ofEvents.fill(own.events, now - own.filledAt);
            own.bytes = ofBytes.fill(own.bytes, now - own.filledAt);
        }
        own.filledAt = now;
        long wait = Math.max(ofEvents.nanosUntilOpen(own.events), ofBytes.nanosUntilOpen(own.bytes));
        if (wait == 0) {
            own.events -= events;
            own.bytes -= bytes;
        }
        return wait;
    }

    private static Refused refused(Rate rate, long wait) {
        long seconds = (wait + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
        return new Refused(Problem.of(ProblemKind.RATE_LIMITED, describe(rate))
                .retryAfter((int) Math.min(seconds, Integer.MAX_VALUE)));
    }

    private static String describe(Rate rate) {
        String events = rate.eventsPerSecond() > 0 ? rate.eventsPerSecond() + " events" : "";
        String bytes = rate.bytesPerSecond() > 0 ? rate.bytesPerSecond() + " bytes" : "";
        String both = events.isEmpty() || bytes.isEmpty() ? "" : " and ";
        return "This project may send " + events + both + bytes + " a second.";
    }
}
