package io.heliograph.store;

import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** The one place that tells a database which is away or overloaded from a fault in what was asked of it. */
final class Outage {
    private static final int RETRY_AFTER_SECONDS = 2;
    /** The server's last word before it closes: told to by its operator, or after a crash of one of its processes. */
    private static final Set<String> TERMINATED = Set.of("57P01", "57P02");

    private static final String QUERY_CANCELED = "57014";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** What pg-client and its pool say without a type of its own. */
    private static final Set<String> POOL_TIMEOUTS = Set.of("Timeout", "Timeout waiting for connection");

    private static final String POOL_CLOSED = "Pool closed";

    private static final String INACTIVE = "Connection is not active now";

    private Outage() {}

    /** The failure as the callers of {@link Database} see it. */
    static <T> Future<T> refuse(Throwable failure) {
        return Future.failedFuture(translate(failure));
    }

    static Throwable translate(Throwable failure) {
        if (failure instanceof PgException answer && QUERY_CANCELED.equals(answer.getSqlState())) {
            return new Refused(ProblemKind.NO_ANSWER, "The database took longer over this than a statement may.");
        }
        if (isAway(failure)) {
            return new Refused(
                    Problem.of(ProblemKind.DATABASE_UNAVAILABLE, ProblemKind.DATABASE_UNAVAILABLE.title() + ".")
                            .retryAfter(RETRY_AFTER_SECONDS));
        }
        return failure;
    }

    /** Whether the connection went away under the question, so that a question may be put again on another one. */
    static boolean isClosed(Throwable failure) {
        return failure instanceof ClosedConnectionException
                || (failure instanceof PgException answer && TERMINATED.contains(String.valueOf(answer.getSqlState())))
                || failure instanceof IOException
                || (failure instanceof VertxException && startsWith(failure, INACTIVE));
    }

    /** Whether no connection became free in time. */
    static boolean isPoolTimeout(Throwable failure) {
        return failure instanceof VertxException && POOL_TIMEOUTS.contains(String.valueOf(failure.getMessage()));
    }

    /** Whether too many wait for a connection already. */
    static boolean isTooBusy(Throwable failure) {
        return failure instanceof ConnectionPoolTooBusyException;
    }

    /** Whether the pool was closed before its turn came. */
    static boolean isPoolClosed(Throwable failure) {
        return failure instanceof VertxException && POOL_CLOSED.equals(failure.getMessage());
    }

    static boolean isAway(Throwable failure) {
        if (failure instanceof PgException answer) {
            String state = String.valueOf(answer.getSqlState());
            return state.startsWith("08")
                    || state.startsWith("57P0")
                    || state.startsWith("53")
                    || state.equals(LOCK_NOT_AVAILABLE);
        }
        return isClosed(failure)
                || failure instanceof TimeoutException
                || isTooBusy(failure)
                || isPoolTimeout(failure)
                || isPoolClosed(failure);
    }

    private static boolean startsWith(Throwable failure, String text) {
        return failure.getMessage() != null && failure.getMessage().startsWith(text);
    }
}
