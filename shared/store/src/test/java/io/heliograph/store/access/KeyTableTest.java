package io.heliograph.store.access;

import static io.heliograph.store.Hub.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.access.AccessKey;
import io.heliograph.contracts.access.KeyPage;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.store.Hub;
import io.heliograph.store.access.KeyTable.Draft;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyTableTest {
    private static final Instant LATER = Instant.parse("2999-01-01T00:00:00Z");

    private Hub hub;
    private KeyTable keys;

    @BeforeEach
    void open() {
        hub = Hub.fresh();
        keys = new KeyTable(hub.database);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aKeyIsFoundAsItWasKept() {
        AccessKey added = await(keys.add(draft("k1", "lab", LATER, Scope.EVENTS_READ, Scope.KEYS_MANAGE), 10));
        assertThat(added.scopes()).containsExactly(Scope.EVENTS_READ, Scope.KEYS_MANAGE);
        assertThat(added.lastUsedAt()).isNull();
        KeptKey kept = await(keys.find("k1")).orElseThrow();
        assertThat(kept.hash()).containsExactly(1, 2, 3);
        assertThat(kept.project()).isEqualTo("lab");
        assertThat(kept.expiresAt()).isEqualTo(LATER);
        assertThat(await(keys.find("k2"))).isEmpty();
    }

    @Test
    void aRevokedKeyIsNotFoundAndStillListed() {
        await(keys.add(draft("k1", "lab", null, Scope.EVENTS_READ), 10));
        assertThat(await(keys.revoke("other", "k1", "key:k1")))
                .as("of another project")
                .isEmpty();
        assertThat(await(keys.find("k1"))).isPresent();
        Instant revoked =
                await(keys.revoke("lab", "k1", "key:k1")).orElseThrow().revokedAt();
        assertThat(await(keys.find("k1"))).isEmpty();
        assertThat(await(keys.page("lab", null, 10)).items()).hasSize(1);
        assertThat(await(keys.revoke(null, "k1", "key:k1")).orElseThrow().revokedAt())
                .as("revoked again, at its first time")
                .isEqualTo(revoked);
    }

    @Test
    void pagesAreNewestFirstAndOfTheProjectOnly() {
        for (int i = 0; i < 7; i++) {
            await(keys.add(draft("k" + i, i % 2 == 0 ? "even" : "odd", null, Scope.EVENTS_READ), 10));
        }
        KeyPage first = await(keys.page("even", null, 3));
        assertThat(first.items()).extracting(AccessKey::id).containsExactly("k6", "k4", "k2");
        KeyPage second = await(keys.page("even", first.next(), 3));
        assertThat(second.items()).extracting(AccessKey::id).containsExactly("k0");
        assertThat(second.next()).isNull();
        assertThat(await(keys.page(null, null, 10)).items()).hasSize(7);
    }

    @Test
    void manyAtOnceDoNotExceedTheBoundAndDeadOnesDoNotCount() {
        await(keys.add(draft("dead", "lab", Instant.EPOCH, Scope.EVENTS_READ), 1));
        List<Future<AccessKey>> tries = IntStream.range(0, 12)
                .mapToObj(i -> keys.add(draft("k" + i, "lab", null, Scope.EVENTS_READ), 5))
                .toList();
        await(Future.join(tries).otherwiseEmpty());
        assertThat(tries.stream().filter(Future::succeeded)).hasSize(5);
        assertThatThrownBy(() -> await(keys.add(draft("more", "lab", null, Scope.EVENTS_READ), 5)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("auth.max-keys");
        await(keys.add(draft("elsewhere", "other", null, Scope.EVENTS_READ), 5));
    }

    @Test
    void aFirstKeyIsKeptOnceHoweverManyTry() {
        List<Future<Optional<AccessKey>>> tries = IntStream.range(0, 6)
                .mapToObj(i -> keys.addFirst(draft("first" + i, "default", null, Scope.values())))
                .toList();
        await(Future.all(tries));
        assertThat(tries.stream().filter(each -> each.result().isPresent())).hasSize(1);
    }

    @Test
    void aFirstKeyIsKeptAgainOnceNobodyCouldManageKeys() {
        await(keys.addFirst(draft("first", "default", null, Scope.values())));
        await(keys.revoke(null, "first", "key:first"));
        await(keys.add(draft("small", "lab", null, Scope.KEYS_MANAGE), 10));
        assertThat(await(keys.addFirst(draft("second", "default", null, Scope.values()))))
                .isPresent();
    }

    @Test
    void theLastUseOnlyMovesForward() {
        await(keys.add(draft("k1", "lab", null, Scope.EVENTS_READ), 10));
        await(keys.used(Map.of("k1", LATER, "gone", LATER)));
        await(keys.used(Map.of("k1", Instant.EPOCH)));
        assertThat(await(keys.find("k1")).orElseThrow().lastUsedAt()).isEqualTo(LATER);
    }

    @Test
    void scopesOfALaterVersionGiveNothing() {
        await(keys.add(draft("k1", "lab", null, Scope.EVENTS_READ), 10));
        hub.sql("update access_key set scopes = array['events:read', 'rockets:launch']");
        assertThat(await(keys.find("k1")).orElseThrow().scopes()).containsExactly(Scope.EVENTS_READ);
    }

    private static Draft draft(String id, String project, Instant expires, Scope... scopes) {
        Set<Scope> all = EnumSet.noneOf(Scope.class);
        all.addAll(List.of(scopes));
        return new Draft(id, new byte[] {1, 2, 3}, "name", project, all, "test", expires);
    }
}
