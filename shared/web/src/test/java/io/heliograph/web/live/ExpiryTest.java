package io.heliograph.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExpiryTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final CompletableFuture<Instant> ended = new CompletableFuture<>();
    private final Expiries open = new Expiries(now::get);
    private final CompletableFuture<String> reason = new CompletableFuture<>();
    private final Expiry expiry = new Expiry(vertx, open, this::end);

    @AfterEach
    void close() {
        vertx.close();
    }

    /** S21: the time that was left is counted by a clock that nobody sets. */
    @Test
    void aClockThatIsSetBackProlongsNothing() throws Exception {
        expiry.of(caller(NOON.plusMillis(200)));
        now.set(NOON.minus(Duration.ofDays(1)));
        assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo(NOON.minus(Duration.ofDays(1)));
    }

    @Test
    void whatHasExpiredEndsAtOnce() throws Exception {
        expiry.of(caller(NOON.minus(Duration.ofDays(1))));
        ended.get(30, TimeUnit.SECONDS);
    }

    @Test
    void aNewerCredentialCountsFromItsOwnEnd() throws Exception {
        expiry.of(caller(NOON.plusMillis(300)));
        expiry.of(caller(NOON.plus(Duration.ofHours(1))));
        CompletableFuture<Void> later = new CompletableFuture<>();
        vertx.setTimer(600, due -> later.complete(null));
        later.get(30, TimeUnit.SECONDS);
        assertThat(ended).isNotDone();
        expiry.of(caller(NOON));
        ended.get(30, TimeUnit.SECONDS);
    }

    @Test
    void whatIsOpenWithAKeyEndsWhenItIsRevoked() throws Exception {
        expiry.of(holder("key:one"));
        CompletableFuture<String> second = new CompletableFuture<>();
        new Expiry(vertx, open, problem -> second.complete(problem.detail())).of(holder("key:one"));
        CompletableFuture<String> other = new CompletableFuture<>();
        new Expiry(vertx, open, problem -> other.complete(problem.detail())).of(holder("key:two"));
        open.revoked("key:one");
        assertThat(reason.get(30, TimeUnit.SECONDS)).contains("revoked");
        assertThat(second.get(30, TimeUnit.SECONDS)).contains("revoked");
        assertThat(other).isNotDone();
        assertThat(open.subjects("key:", null, 10)).containsExactly("key:two");
    }

    @Test
    void whatHasEndedOrIsAnotherCallersByNowDoesNotEndAgain() throws Exception {
        expiry.of(holder("key:one"));
        expiry.of(holder("token:one"));
        open.revoked("key:one");
        CompletableFuture<Void> passed = new CompletableFuture<>();
        new Expiry(vertx, open, problem -> passed.complete(null)).of(caller(NOON));
        passed.get(30, TimeUnit.SECONDS);
        assertThat(reason).isNotDone();
        assertThat(open.subjects("token:", null, 10)).containsExactly("token:one");
        expiry.cancel();
        assertThat(open.subjects("token:", null, 10)).isEmpty();
    }

    @Test
    void thoseWhoKeepSomethingOpenAreToldSoManyAtATime() {
        for (String subject : new String[] {"key:a", "key:b", "key:c", "token:a"}) {
            new Expiry(vertx, open, problem -> {}).of(holder(subject));
        }
        new Expiry(vertx, open, problem -> {}).of(Caller.anonymous());
        assertThat(open.subjects("key:", null, 2)).containsExactly("key:a", "key:b");
        assertThat(open.subjects("key:", "key:b", 2)).containsExactly("key:c");
        assertThat(open.subjects("key:", "key:c", 2)).isEmpty();
    }

    @Test
    void whatIsOpenOrOpenedLaterEndsWhenTheNodeStops() throws Exception {
        expiry.of(holder("key:one"));
        CompletableFuture<String> nobodys = new CompletableFuture<>();
        new Expiry(vertx, open, problem -> nobodys.complete(problem.kind().code())).of(null);
        open.stop();
        assertThat(reason.get(30, TimeUnit.SECONDS)).contains("stops");
        assertThat(nobodys.get(30, TimeUnit.SECONDS)).isEqualTo("not-served");
        CompletableFuture<String> late = new CompletableFuture<>();
        new Expiry(vertx, open, problem -> late.complete(problem.detail())).of(Caller.anonymous());
        assertThat(late.get(30, TimeUnit.SECONDS)).contains("stops");
        assertThat(open.subjects("", null, 10)).isEmpty();
    }

    private void end(Problem problem) {
        reason.complete(problem.detail());
        ended.complete(now.get());
    }

    private static Caller holder(String subject) {
        return new Caller(subject, "p", Set.of(), null, "id");
    }

    private static Caller caller(Instant expires) {
        return new Caller("s", "p", Set.of(), expires, null);
    }
}
