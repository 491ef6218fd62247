package io.heliograph.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.store.Leases.Lease;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LeasesTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration OVER = Duration.ZERO;
    private static Hub hub;
    private static Leases leases;

    @BeforeAll
    static void start() {
        hub = Hub.fresh();
        leases = new Leases(hub.database);
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void onlyOneOfManyGetsTheLease() {
        var asked = IntStream.range(0, 20)
                .mapToObj(i -> leases.acquire("one", "node-" + i, LONG))
                .toList();
        Hub.await(Future.all(asked));
        assertThat(asked.stream().filter(future -> future.result().isPresent())).hasSize(1);
    }

    @Test
    void anExpiredLeaseGoesToTheNextWithAHigherEpochAndTheOldOwnerCannotRenew() {
        Lease old = acquire("expiring", "a", OVER).orElseThrow();
        Lease next = acquire("expiring", "b", LONG).orElseThrow();
        assertThat(next.epoch()).isGreaterThan(old.epoch());
        assertThat(Hub.await(leases.renew(old, LONG))).isFalse();
        assertThat(Hub.await(leases.release(old))).isFalse();
        assertThat(Hub.await(leases.renew(next, LONG))).isTrue();
    }

    @Test
    void aLeaseThatRanOutIsNotRenewedEvenIfNobodyTookIt() {
        Lease over = acquire("over", "a", OVER).orElseThrow();
        assertThat(Hub.await(leases.renew(over, LONG))).isFalse();
    }

    @Test
    void aReleasedLeaseIsFreeAtOnceAndItsEpochGoesOn() {
        Lease first = acquire("given back", "a", LONG).orElseThrow();
        assertThat(acquire("given back", "b", LONG)).isEmpty();
        assertThat(Hub.await(leases.release(first))).isTrue();
        assertThat(acquire("given back", "b", LONG)).contains(new Lease("given back", "b", first.epoch() + 1));
    }

    @Test
    void anOwnerThatTakesItsLeaseAnewFencesItsOwnPast() {
        Lease before = acquire("restarted", "a", LONG).orElseThrow();
        Lease after = acquire("restarted", "a", LONG).orElseThrow();
        assertThat(after.epoch()).isGreaterThan(before.epoch());
        assertThat(Hub.await(leases.renew(before, LONG))).isFalse();
    }

    @Test
    void manyAreRenewedAtOnceAndThoseThatRanOutAreLeftOut() {
        Lease held = acquire("held", "a", LONG).orElseThrow();
        Lease over = acquire("over among many", "a", OVER).orElseThrow();
        Lease before = acquire("taken anew", "a", LONG).orElseThrow();
        Lease after = acquire("taken anew", "a", LONG).orElseThrow();
        Lease foreign = acquire("of another", "b", LONG).orElseThrow();
        assertThat(Hub.await(leases.renew("a", List.of(held, over, before, after, foreign), LONG)))
                .containsExactlyInAnyOrder(held, after);
    }

    private static Optional<Lease> acquire(String name, String owner, Duration ttl) {
        return Hub.await(leases.acquire(name, owner, ttl));
    }
}
