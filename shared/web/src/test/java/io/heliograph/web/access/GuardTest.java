package io.heliograph.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.access.AuthConfig.Required;
import io.heliograph.web.clients.ClientAddress;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final Credential RIGHT = new Credential.ApiKey("right");
    private static final Credential WRONG = new Credential.ApiKey("wrong");

    private final List<Credential> lookedAt = new ArrayList<>();
    private Duration passed = Duration.ZERO;
    private Future<Caller> later;
    private final Guard guard = guard(10, 3);

    @Test
    void tenGuessesAMinuteAndNoMore() {
        for (int i = 0; i < 10; i++) {
            passed = Duration.ofSeconds(i);
            assertThat(kind(ask("a", WRONG))).isEqualTo(ProblemKind.UNAUTHENTICATED);
        }
        Problem refused = problem(ask("a", WRONG));
        assertThat(refused.kind()).isEqualTo(ProblemKind.TOO_MANY_FAILURES);
        assertThat(refused.retryAfterSeconds()).isEqualTo(51);
        assertThat(kind(ask("a", RIGHT)))
                .as("a guess that is right is not told")
                .isEqualTo(ProblemKind.TOO_MANY_FAILURES);
        assertThat(lookedAt).hasSize(10);
        passed = Duration.ofSeconds(60);
        assertThat(kind(ask("a", WRONG))).isEqualTo(ProblemKind.UNAUTHENTICATED);
        assertThat(kind(ask("a", WRONG)))
                .as("the second of ten is 59 seconds old")
                .isEqualTo(ProblemKind.TOO_MANY_FAILURES);
        assertThat(guard.refused()).isEqualTo(11);
        assertThat(guard.throttled()).isEqualTo(3);
    }

    @Test
    void addressesAreApartAndASuccessForgivesNothing() {
        for (int i = 0; i < 9; i++) {
            ask("a", WRONG);
            assertThat(ask("a", RIGHT).succeeded()).isTrue();
        }
        ask("a", WRONG);
        assertThat(kind(ask("a", RIGHT))).isEqualTo(ProblemKind.TOO_MANY_FAILURES);
        assertThat(ask("b", RIGHT).succeeded()).isTrue();
    }

    @Test
    void guessesSideBySideTellNoMoreThanTen() {
        Promise<Caller> slow = Promise.promise();
        later = slow.future();
        List<Future<Caller>> guesses = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            guesses.add(ask("a", WRONG));
        }
        slow.fail(Unauthenticated.refused());
        assertThat(guesses.stream().filter(each -> kind(each) == ProblemKind.UNAUTHENTICATED))
                .hasSize(10);
    }

    @Test
    void whoBringsNothingAndWhoCannotBeJudgedHasNotGuessed() {
        for (int i = 0; i < 100; i++) {
            assertThat(kind(ask("a", Credential.NONE))).isEqualTo(ProblemKind.UNAUTHENTICATED);
        }
        later = Future.failedFuture(new Refused(ProblemKind.DATABASE_UNAVAILABLE, "away"));
        for (int i = 0; i < 100; i++) {
            assertThat(kind(ask("a", WRONG))).isEqualTo(ProblemKind.DATABASE_UNAVAILABLE);
        }
    }

    @Test
    void onlySoManyAddressesAreRemembered() {
        Guard strict = guard(1, 3);
        for (String address : List.of("a", "b", "c", "d")) {
            strict.from(client(address)).authenticate(WRONG);
        }
        assertThat(kind(strict.from(client("d")).authenticate(WRONG))).isEqualTo(ProblemKind.TOO_MANY_FAILURES);
        assertThat(kind(strict.from(client("a")).authenticate(WRONG))).isEqualTo(ProblemKind.UNAUTHENTICATED);
    }

    @Test
    void zeroCountsNothing() {
        Guard open = guard(0, 3);
        for (int i = 0; i < 100; i++) {
            assertThat(kind(open.from(client("a")).authenticate(WRONG))).isEqualTo(ProblemKind.UNAUTHENTICATED);
        }
    }

    private Guard guard(int failures, int addresses) {
        AuthConfig config = new AuthConfig("", Required.ALWAYS, true, failures, addresses);
        return new Guard(this::judge, config, () -> passed.toNanos());
    }

    private Future<Caller> judge(Credential credential) {
        lookedAt.add(credential);
        if (later != null && credential == WRONG) {
            return later;
        }
        return credential == RIGHT
                ? Future.succeededFuture(Caller.keyHolder())
                : Future.failedFuture(Unauthenticated.refused());
    }

    private Future<Caller> ask(String address, Credential credential) {
        return guard.from(client(address)).authenticate(credential);
    }

    private static ClientAddress client(String address) {
        return new ClientAddress(address, address, false);
    }

    private static Problem problem(Future<Caller> refused) {
        return ((Refused) refused.cause()).problem();
    }

    private static ProblemKind kind(Future<Caller> refused) {
        return problem(refused).kind();
    }
}
