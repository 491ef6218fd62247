package io.heliograph.web.access;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.clients.ClientAddress;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Stands before an authenticator and keeps guessers away: once so many credentials from an address were refused within a
 * minute, none from there is looked at until the minute is over. Whoever brings none has guessed nothing.
 */
public final class Guard implements Authenticator {
    private final Authenticator behind;
    private final Failures failures;
    private final LongAdder refused = new LongAdder();
    private final LongAdder throttled = new LongAdder();

    public Guard(Authenticator behind, AuthConfig config, LongSupplier nanos) {
        this.behind = behind;
        failures = new Failures(config.maxFailures(), config.maxAddresses(), nanos);
    }

    /** How many credentials were looked at and refused. */
    public long refused() {
        return refused.sum();
    }

    /** How many were not looked at, or their result not told, since too many from their address were refused before. */
    public long throttled() {
        return throttled.sum();
    }

    /** For what comes from no address, such as a test. */
    @Override
    public Future<Caller> authenticate(Credential credential) {
        return behind.authenticate(credential);
    }

    @Override
    public Authenticator from(ClientAddress client) {
        return credential -> admit(client.site(), credential);
    }

    private Future<Caller> admit(String address, Credential credential) {
        if (credential instanceof Credential.None) {
            return behind.authenticate(credential);
        }
        int left = failures.secondsLeft(address);
        if (left > 0) {
            return Future.failedFuture(tooMany(left));
        }
        Future<Caller> known = behind.authenticate(credential);
        if (known.succeeded()) {
            return known;
        }
        return hereAgain(known).transform(answer -> told(address, answer));
    }

    /** Several may wait for the same answer, each to go on where it waits. */
    private static Future<Caller> hereAgain(Future<Caller> answer) {
        Context here = Vertx.currentContext();
        return answer.isComplete() || here == null
                ? answer
                : Future.fromCompletionStage(answer.toCompletionStage(), here);
    }

    /** Many that were looked at side by side tell no more than as many one after the other. */
    private Future<Caller> told(String address, AsyncResult<Caller> answer) {
        int left = failures.secondsLeft(address);
        if (left > 0) {
            return Future.failedFuture(tooMany(left));
        }
        if (answer.succeeded()) {
            return Future.succeededFuture(answer.result());
        }
        if (Unauthenticated.is(answer.cause())) {
            refused.increment();
            failures.add(address);
        }
        return Future.failedFuture(answer.cause());
    }

    private Refused tooMany(int seconds) {
        throttled.increment();
        return new Refused(
                Problem.of(ProblemKind.TOO_MANY_FAILURES, "No credential from this address is looked at for a while.")
                        .retryAfter(seconds));
    }
}
