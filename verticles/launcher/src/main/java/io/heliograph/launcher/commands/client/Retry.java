package io.heliograph.launcher.commands.client;

import io.heliograph.flow.Backoff;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Repeats a request until the hub answers it for good, or for as long as its user has patience. */
public final class Retry {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Pace pace;
    private final Outage outage;
    private final Duration giveUpAfter;

    /** One try of the request. */
    @FunctionalInterface
    public interface Attempt {
        Answer run() throws IOException, InterruptedException;
    }

    public Retry(Pace pace, Outage outage, Duration giveUpAfter) {
        this.pace = pace;
        this.outage = outage;
        this.giveUpAfter = giveUpAfter;
    }

    /** The first answer that will not change by asking again. Fails as unreachable when there is none in time. */
    public Answer untilAnswered(URI hub, Attempt attempt) throws CommandFailed, InterruptedException {
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, ThreadLocalRandom.current());
        long start = pace.nanos();
        while (true) {
            String trouble;
            Duration asked = Duration.ZERO;
            try {
                Answer answer = attempt.run();
                if (!answer.retryable()) {
                    outage.over();
                    return answer;
                }
                trouble = "the hub at " + hub + " says: " + answer.problem().text();
                asked = answer.retryAfter();
            } catch (IOException e) {
                trouble = describe(hub, e);
            }
            outage.goesOn(trouble);
            Duration left = giveUpAfter.minusNanos(pace.nanos() - start);
            if (left.isNegative() || left.isZero()) {
                throw CommandFailed.unreachable(trouble);
            }
            pace.pause(shorter(left, longer(asked.plusMillis(jitter()), Duration.ofMillis(backoff.next()))));
        }
    }

    /** What went wrong with a connection, in words. */
    public static String describe(URI hub, IOException failure) {
        if (root(failure) instanceof UnresolvedAddressException) {
            return "the name " + hub.getHost() + " cannot be resolved";
        }
        if (failure instanceof ConnectException) {
            return "nothing answers at " + hub + "; is the hub running there?";
        }
        if (failure instanceof HttpTimeoutException) {
            return "the hub at " + hub + " did not answer in time";
        }
        String reason = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return "the connection to " + hub + " broke: " + Printable.escape(reason);
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    /** Many who were told the same Retry-After do not come back in the same instant. */
    private static long jitter() {
        return ThreadLocalRandom.current().nextLong(250);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
