package io.heliograph.store.access;

import static io.heliograph.store.Hub.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.store.Hub;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TicketTableTest {
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final Caller CALLER =
            new Caller("key:k1", "lab", Set.of(Scope.EVENTS_READ), Instant.parse("2999-01-01T00:00:00Z"), "k1");

    private Hub hub;
    private TicketTable tickets;

    @BeforeEach
    void open() {
        hub = Hub.fresh();
        tickets = new TicketTable(hub.database);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aTicketIsTakenOnceHoweverManyReachForIt() {
        await(tickets.add(new byte[] {7}, CALLER, LIFE, 10));
        List<Future<Optional<Caller>>> takers = IntStream.range(0, 20)
                .mapToObj(i -> tickets.take(new byte[] {7}))
                .toList();
        await(Future.all(takers));
        assertThat(takers.stream().map(Future::result).flatMap(Optional::stream))
                .containsExactly(CALLER);
    }

    @Test
    void oneWhoseTimeIsOverIsWorthNothingAndPurged() {
        await(tickets.add(new byte[] {1}, CALLER, Duration.ZERO, 10));
        await(tickets.add(new byte[] {2}, CALLER, Duration.ZERO, 10));
        await(tickets.add(new byte[] {3}, CALLER, LIFE, 10));
        assertThat(await(tickets.take(new byte[] {1}))).isEmpty();
        await(tickets.purge());
        assertThat(hub.count("access_ticket")).isEqualTo(1);
    }

    @Test
    void aCallerHasOnlySoManyOut() {
        for (int i = 0; i < 3; i++) {
            assertThat(await(tickets.add(new byte[] {(byte) i}, CALLER, LIFE, 3)))
                    .isPresent();
        }
        assertThat(await(tickets.add(new byte[] {9}, CALLER, LIFE, 3))).isEmpty();
        await(tickets.take(new byte[] {0}));
        assertThat(await(tickets.add(new byte[] {9}, CALLER, LIFE, 3))).isPresent();
    }

    @Test
    void theTicketsOfARevokedKeyAreGone() {
        KeyTable keys = new KeyTable(hub.database);
        await(keys.add(new KeyTable.Draft("k1", new byte[1], "n", "lab", Set.of(Scope.EVENTS_READ), "test", null), 1));
        await(tickets.add(new byte[] {7}, CALLER, LIFE, 10));
        await(keys.revoke("elsewhere", "k1", "key:k1"));
        assertThat(hub.count("access_ticket")).isEqualTo(1);
        await(keys.revoke("lab", "k1", "key:k1"));
        assertThat(await(tickets.take(new byte[] {7}))).isEmpty();
    }
}
