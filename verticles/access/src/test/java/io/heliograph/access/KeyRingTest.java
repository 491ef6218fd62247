package io.heliograph.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import io.heliograph.store.access.KeptKey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a node makes of keys as time goes by and the table answers, says no, or is away. */
class KeyRingTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final Refused AWAY = new Refused(ProblemKind.DATABASE_UNAVAILABLE, "away");

    private final KeyText key = KeyText.random();
    private final LastUse lastUse = new LastUse(100);
    private final List<String> asked = new ArrayList<>();
    private Duration passed = Duration.ZERO;
    private Future<Optional<KeptKey>> table = holding(null);
    private final KeyRing ring = new KeyRing(
            id -> {
                asked.add(id);
                return table;
            },
            config("2"),
            () -> START.plus(passed),
            () -> passed.toNanos(),
            lastUse);

    @Test
    void anAcceptedKeyIsRememberedForItsTime() {
        assertThat(enter(key).result())
                .isEqualTo(new Caller("key:" + key.id(), "lab", Set.of(Scope.EVENTS_READ), null, key.id()));
        passed = Duration.ofSeconds(4);
        enter(key);
        assertThat(asked).hasSize(1);
        passed = Duration.ofSeconds(6);
        assertThat(enter(key).succeeded()).isTrue();
        assertThat(asked).hasSize(2);
    }

    @Test
    void aWrongSecretIsLookedUpLikeAnUnknownId() {
        enter(key);
        KeyText guess = new KeyText(key.id(), KeyText.randomSecret());
        assertThat(codeOf(enter(guess))).isEqualTo(ProblemKind.UNAUTHENTICATED);
        assertThat(asked).hasSize(2);
        table = Future.succeededFuture(Optional.empty());
        assertThat(codeOf(enter(KeyText.random()))).isEqualTo(ProblemKind.UNAUTHENTICATED);
        assertThat(asked).hasSize(3);
    }

    @Test
    void whatIsNoKeyIsNotEvenLookedUp() {
        for (String text :
                List.of("hg_", "hg_x_y", key.reveal() + "x", key.reveal().toUpperCase(Locale.ROOT))) {
            assertThat(codeOf(ring.authenticate(text))).isEqualTo(ProblemKind.UNAUTHENTICATED);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void aRememberedKeyIsGoodWhileTheDatabaseIsAwayForAWhile() {
        enter(key);
        table = Future.failedFuture(AWAY);
        passed = Duration.ofMinutes(14);
        assertThat(enter(key).succeeded()).isTrue();
        passed = Duration.ofMinutes(16);
        assertThat(codeOf(enter(key))).isEqualTo(ProblemKind.DATABASE_UNAVAILABLE);
    }

    @Test
    void anUnknownKeyIsNeitherRightNorWrongWhileTheDatabaseIsAway() {
        table = Future.failedFuture(AWAY);
        assertThat(codeOf(enter(key))).isEqualTo(ProblemKind.DATABASE_UNAVAILABLE);
    }

    @Test
    void theDatabaseIsNotAskedForEveryRequestWhileItIsAway() {
        enter(key);
        table = Future.failedFuture(AWAY);
        passed = Duration.ofSeconds(6);
        for (int i = 0; i < 100; i++) {
            assertThat(enter(key).succeeded()).isTrue();
        }
        assertThat(asked).hasSize(2);
    }

    @Test
    void aRevokedKeyIsForgottenAtOnceEvenInAnOutage() {
        enter(key);
        ring.forget(key.id());
        table = Future.failedFuture(AWAY);
        assertThat(codeOf(enter(key))).isEqualTo(ProblemKind.DATABASE_UNAVAILABLE);
    }

    @Test
    void whatWasAskedBeforeTheRevocationIsNotRemembered() {
        Promise<Optional<KeptKey>> slow = Promise.promise();
        table = slow.future();
        Future<Caller> first = ring.authenticate(key.reveal());
        ring.forget(key.id());
        Future<Caller> joined = ring.authenticate(key.reveal());
        slow.complete(Optional.of(kept(null)));
        assertThat(first.succeeded() && joined.succeeded()).isTrue();
        table = Future.succeededFuture(Optional.empty());
        assertThat(codeOf(ring.authenticate(key.reveal()))).isEqualTo(ProblemKind.UNAUTHENTICATED);
    }

    @Test
    void manyWhoComeAtOnceAskOnce() {
        Promise<Optional<KeptKey>> slow = Promise.promise();
        table = slow.future();
        List<Future<Caller>> callers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            callers.add(ring.authenticate(key.reveal()));
        }
        slow.complete(Optional.of(kept(null)));
        assertThat(callers).allMatch(Future::succeeded);
        assertThat(asked).hasSize(1);
    }

    @Test
    void onlySoManyLookUpsAreUnderWay() {
        table = Promise.<Optional<KeptKey>>promise().future();
        List<Future<Caller>> callers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            callers.add(ring.authenticate(KeyText.random().reveal()));
        }
        assertThat(asked).hasSize(64);
        assertThat(codeOf(callers.get(99))).isEqualTo(ProblemKind.OVERLOADED);
    }

    @Test
    void anExpiredKeyIsRefusedWhileItIsRemembered() {
        table = holding(START.plusSeconds(3));
        assertThat(enter(key).result().expires()).isEqualTo(START.plusSeconds(3));
        passed = Duration.ofSeconds(3);
        assertThat(codeOf(enter(key))).isEqualTo(ProblemKind.UNAUTHENTICATED);
        assertThat(asked).hasSize(1);
    }

    @Test
    void theUseOfAKeyIsNotedOnceAMinute() {
        enter(key);
        assertThat(lastUse.take()).containsEntry(key.id(), START);
        for (int i = 1; i < 60; i++) {
            passed = Duration.ofSeconds(i);
            enter(key);
        }
        assertThat(lastUse.take()).isEmpty();
        passed = Duration.ofSeconds(60);
        enter(key);
        assertThat(lastUse.take()).hasSize(1);
    }

    @Test
    void onlySoManyKeysAreRemembered() {
        List<KeyText> keys = List.of(KeyText.random(), KeyText.random(), KeyText.random());
        for (KeyText each : keys) {
            table = Future.succeededFuture(Optional.of(kept(each, null)));
            enter(each);
        }
        table = Future.failedFuture(AWAY);
        assertThat(codeOf(enter(keys.get(0)))).isEqualTo(ProblemKind.DATABASE_UNAVAILABLE);
        assertThat(enter(keys.get(2)).succeeded()).isTrue();
    }

    private Future<Caller> enter(KeyText text) {
        return ring.authenticate(text.reveal());
    }

    private Future<Optional<KeptKey>> holding(Instant expires) {
        return Future.succeededFuture(Optional.of(kept(expires)));
    }

    private KeptKey kept(Instant expires) {
        return kept(key, expires);
    }

    private static KeptKey kept(KeyText text, Instant expires) {
        return new KeptKey(text.id(), text.hash(), "lab", Set.of(Scope.EVENTS_READ), expires, null);
    }

    private static ProblemKind codeOf(Future<Caller> refused) {
        return ((Refused) refused.cause()).problem().kind();
    }

    static AccessConfig config(String rememberedKeys) {
        return AccessConfig.from(
                new Settings(Map.of("auth.remembered-keys", new Setting(rememberedKeys, "test")), Map.of()));
    }
}
