package io.heliograph.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.live.Expiries;
import io.heliograph.web.live.Expiry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RevocationsTest {
    private final Vertx vertx = Vertx.vertx();
    private final Expiries open = new Expiries(InstantSource.system());
    private final Set<String> ended = new ConcurrentSkipListSet<>();
    private final List<List<String>> asked = new ArrayList<>();
    private final Set<String> revoked = new HashSet<>();
    private Function<List<String>, Future<Set<String>>> table = ids -> {
        Set<String> kept = new HashSet<>(ids);
        kept.removeAll(revoked);
        return Future.succeededFuture(kept);
    };
    private final Revocations revocations = new Revocations(
            ids -> {
                asked.add(ids);
                return table.apply(ids);
            },
            new KeyRing(
                    id -> Future.succeededFuture(Optional.empty()),
                    KeyRingTest.config("10"),
                    InstantSource.system(),
                    System::nanoTime,
                    new LastUse(10)),
            open);

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void aNoticeEndsWhatIsOpenWithTheKey() {
        open("one");
        open("two");
        revocations.heard("one");
        Awaitility.await().untilAsserted(() -> assertThat(ended).containsExactly("one"));
        assertThat(asked).isEmpty();
    }

    @Test
    void aLostNoticeIsMadeUpForByLooking() {
        open("one");
        open("two");
        revocations.look();
        revoked.add("two");
        revocations.look();
        Awaitility.await().untilAsserted(() -> assertThat(ended).containsExactly("two"));
        revocations.look();
        assertThat(asked).containsExactly(List.of("one", "two"), List.of("one", "two"), List.of("one"));
    }

    @Test
    void nothingEndsBecauseNobodyCanBeAsked() {
        open("one");
        revoked.add("one");
        Function<List<String>, Future<Set<String>>> back = table;
        table = ids -> Future.failedFuture(new Refused(ProblemKind.DATABASE_UNAVAILABLE, "away"));
        revocations.look();
        assertThat(open.subjects("key:", null, 10)).containsExactly("key:one");
        table = back;
        revocations.look();
        Awaitility.await().untilAsserted(() -> assertThat(ended).containsExactly("one"));
    }

    @Test
    void nobodyIsAskedWhileNothingIsOpenOrAnAnswerIsAwaited() {
        revocations.look();
        assertThat(asked).isEmpty();
        open("one");
        Promise<Set<String>> slow = Promise.promise();
        table = ids -> slow.future();
        revocations.look();
        revocations.look();
        assertThat(asked).hasSize(1);
        slow.complete(Set.of("one"));
        revocations.look();
        assertThat(asked).hasSize(2);
    }

    @Test
    void tokensAreNoKeys() {
        keepOpen("token:one", "jti");
        revocations.look();
        assertThat(asked).isEmpty();
    }

    @Test
    void ofManyKeysAllHaveTheirTurn() {
        for (int i = 0; i < 2_500; i++) {
            open("%04d".formatted(i));
        }
        revoked.addAll(Set.of("0007", "1500", "2499"));
        revocations.look();
        revocations.look();
        revocations.look();
        assertThat(asked).extracting(List::size).containsExactly(1_000, 1_000, 500);
        Awaitility.await().untilAsserted(() -> assertThat(ended).containsExactly("0007", "1500", "2499"));
        revocations.look();
        assertThat(asked.get(3).get(0)).isEqualTo("0000");
    }

    private void open(String id) {
        keepOpen(KeyRing.subject(id), id);
    }

    private void keepOpen(String subject, String id) {
        new Expiry(vertx, open, reason -> ended.add(id)).of(new Caller(subject, "p", Set.of(), null, id));
    }
}
