package io.heliograph.store;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Units;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a database alone that does not answer, so that nobody waits for it and nobody keeps it from coming up.
 *
 * <pre>
 *            so many failures              the time is over, or tryNow()
 *   CLOSED ───────────────────> OPEN ────────────────────────────────────> HALF_OPEN
 *      ^                         ^                                             │
 *      │                         └────────── the one call let through fails ───┤
 *      └────────────────────────────── it succeeds: all failures forgotten ────┘
 * </pre>
 *
 * <p>A success in CLOSED forgets nothing: failures count for a minute. Those that come together count once, since an
 * outage of a moment fails every call under way. What was begun before the last change of state counts for nothing.
 */
public final class Breaker {
    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

    private static final long TOGETHER = TimeUnit.SECONDS.toNanos(2);
    private static final long REMEMBERED = TimeUnit.MINUTES.toNanos(1);
    private static final int AFTER_THE_TRY_SECONDS = 2;

    private final Config config;
    private final LongSupplier nanos;
    private final Deque<Long> failures = new ArrayDeque<>();
    private final long[] entered = new long[State.values().length];
    private State state = State.CLOSED;
    private int changes;
    private boolean trying;
    private long openedAt;
    private long answeredAt;

    /** Where the breaker stands; in this order the metric counts from 0. */
    public enum State {
        CLOSED,
        HALF_OPEN,
        OPEN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How many failures open it, and for how long. */
    public record Config(int failures, Duration reset) {
        public static final Config DEFAULT = new Config(5, Duration.ofSeconds(30));

        public Config {
            requireNonNull(reset, "reset");
            if (failures < 1 || reset.isNegative()) {
                throw new IllegalArgumentException("a breaker opens after one failure or more, for some time");
            }
        }

        static Config from(Settings settings) {
            // More would not fit into the minute for which failures count.
            return new Config(
                    settings.integer("database.breaker-failures", 5, 1, 20),
                    settings.duration("database.breaker-reset", "30s", "100ms", "10m"));
        }
    }

    /** A call that was let through: when, and between which changes of state. */
    private record Pass(long begun, int changes) {}

    Breaker(Config config, LongSupplier nanos) {
        this.config = config;
        this.nanos = nanos;
        answeredAt = nanos.getAsLong();
    }

    public synchronized State state() {
        look();
        return state;
    }

    /** How often it has come into a state. */
    public synchronized long entered(State which) {
        return entered[which.ordinal()];
    }

    /** How things stand while calls are turned away, for those who look after the node; null while they are not. */
    public synchronized String trouble() {
        look();
        return state == State.CLOSED ? null : refusal().detail();
    }

    /** Lets one call through at once, for when the server is known to have been started again. */
    public synchronized void tryNow() {
        failures.clear();
        if (state != State.CLOSED) {
            enter(State.HALF_OPEN);
        }
    }

    /** Runs the work, or fails at once with Refused DATABASE_UNAVAILABLE. */
    <T> Future<T> run(Supplier<Future<T>> work) {
        Pass pass;
        synchronized (this) {
            look();
            if (state == State.OPEN || trying) {
                return Future.failedFuture(new Refused(refusal()));
            }
            trying = state == State.HALF_OPEN;
            pass = new Pass(nanos.getAsLong(), changes);
        }
        return Future.succeededFuture()
                .compose(begin -> work.get())
                .onComplete(done -> ended(pass, done.succeeded() ? Verdict.ANSWERS : Verdict.of(done.cause())));
    }

    private synchronized void ended(Pass pass, Verdict verdict) {
        if (verdict == Verdict.ANSWERS) {
            answeredAt = nanos.getAsLong();
        }
        if (pass.changes() != changes) {
            return;
        }
        boolean away = verdict == Verdict.AWAY || (verdict == Verdict.SILENT && answeredAt - pass.begun() <= 0);
        if (state == State.CLOSED) {
            if (away) {
                count(nanos.getAsLong());
            }
        } else if (away) {
            open();
        } else if (verdict == Verdict.ANSWERS) {
            failures.clear();
            enter(State.CLOSED);
            LOG.info("the database answers again");
        } else {
            trying = false;
        }
    }

    private void count(long now) {
        while (!failures.isEmpty() && now - failures.getFirst() > REMEMBERED) {
            failures.removeFirst();
        }
        if (!failures.isEmpty() && now - failures.getLast() < TOGETHER) {
            return;
        }
        failures.addLast(now);
        if (failures.size() >= config.failures()) {
            LOG.warn(
                    "the database has failed {} times; it is left alone for {}",
                    failures.size(),
                    Units.formatMillis(config.reset().toMillis()));
            open();
        }
    }

    private void open() {
        openedAt = nanos.getAsLong();
        enter(State.OPEN);
    }

    private void look() {
        if (state == State.OPEN && left() <= 0) {
            enter(State.HALF_OPEN);
        }
    }

    private void enter(State next) {
        state = next;
        trying = false;
        changes++;
        entered[next.ordinal()]++;
    }

    private Problem refusal() {
        if (state == State.OPEN) {
            int seconds = (int) Math.ceil(left() / 1e9);
            return refusal("Circuit breaker is open: the database is tried again in " + seconds + " s.", seconds);
        }
        return refusal(
                "Circuit breaker is open but for one call, which tries the database (half-open).",
                AFTER_THE_TRY_SECONDS);
    }

    private static Problem refusal(String detail, int retryAfter) {
        return Problem.of(ProblemKind.DATABASE_UNAVAILABLE, detail).retryAfter(retryAfter);
    }

    private long left() {
        return openedAt + config.reset().toNanos() - nanos.getAsLong();
    }
}
