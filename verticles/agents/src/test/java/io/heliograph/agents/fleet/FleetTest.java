package io.heliograph.agents.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.agents.AgentsSchema;
import io.heliograph.contracts.fleet.FleetState;
import io.heliograph.contracts.fleet.FleetState.Mute;
import io.heliograph.contracts.fleet.FleetState.Panic;
import io.heliograph.store.Database;
import io.heliograph.store.DatabaseAddress;
import io.heliograph.store.DatabaseConfig;
import io.heliograph.store.Leases;
import io.heliograph.store.Leases.Lease;
import io.heliograph.store.Migrator;
import io.heliograph.store.StoreSchema;
import io.heliograph.store.agents.AgentKey;
import io.heliograph.store.agents.AgentRow;
import io.heliograph.store.agents.AgentTable;
import io.heliograph.store.agents.AgentTable.Known;
import io.heliograph.store.agents.AgentTable.Report;
import io.heliograph.store.agents.AgentTable.Wanted;
import io.heliograph.store.agents.FleetTable;
import io.heliograph.store.embedded.Coordinates;
import io.heliograph.store.embedded.EmbeddedPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What shall be, as PostgreSQL keeps it. */
class FleetTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration LONG = Duration.ofHours(1);

    private static EmbeddedPostgres server;
    private static Vertx vertx;
    private static Database database;
    private static AgentTable agents;
    private static Leases leases;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final Fleet fleet = new Fleet(new FleetTable(database), now::get);

    @BeforeAll
    static void start() throws IOException {
        Path target = Path.of("target").toAbsolutePath();
        server = EmbeddedPostgres.start(
                Files.createTempDirectory(target, "postgres"), target.resolve("postgres-binaries"));
        Coordinates at = server.coordinates();
        vertx = Vertx.vertx();
        database = await(Database.open(
                vertx,
                DatabaseAddress.of(at.host(), at.port(), at.database(), at.user(), at.password()),
                new DatabaseConfig("", 4, 64, Duration.ofSeconds(5), Duration.ofSeconds(10), false),
                "test"));
        await(new Migrator(database).apply(List.of(StoreSchema.MIGRATIONS, AgentsSchema.MIGRATIONS)));
        agents = new AgentTable(database);
        leases = new Leases(database);
    }

    @AfterAll
    static void stop() {
        await(database.close());
        await(vertx.close());
        server.stop();
    }

    @Test
    void ofManyWhoChangeAtOnceNoneIsForgotten() {
        List<Future<FleetState>> changes = IntStream.range(0, 5)
                .mapToObj(i -> fleet.change("many", state -> muted(state, "agent-" + i, NOON.plusSeconds(60))))
                .toList();
        await(Future.all(changes));
        FleetState state = await(fleet.now("many"));
        assertThat(state.version()).isEqualTo(5);
        assertThat(state.mutes()).hasSize(5);
        assertThat(await(fleet.now("others"))).isEqualTo(FleetState.CALM);
    }

    @Test
    void aMuteEndsWithItsTime() {
        await(fleet.change("night", state -> muted(state, "gpu-*", NOON.plusSeconds(60))));
        assertThat(await(fleet.now("night")).mutedUntil("gpu-7")).contains(NOON.plusSeconds(60));
        assertThat(await(fleet.now("night")).mutedUntil("cpu-7")).isEmpty();
        now.set(NOON.plusSeconds(61));
        assertThat(await(fleet.now("night")).mutes()).isEmpty();
    }

    @Test
    void whoStandsStillIsNotWantedAndComesBackAfterwards() {
        AgentKey agent = new AgentKey("panicking", "a");
        await(agents.know(List.of(new Known(agent, "process", true))));
        assertThat(await(agents.wanted())).containsEntry(agent, new Wanted(true, 0));

        await(fleet.change("panicking", state -> panicked(state, new Panic(NOON, "me", null))));
        assertThat(await(agents.wanted())).doesNotContainKey(agent);
        assertThat(row(agent).halted()).isTrue();

        await(fleet.change("panicking", state -> panicked(state, null)));
        assertThat(await(agents.wanted())).containsEntry(agent, new Wanted(true, 2));
    }

    @Test
    void whatANodeKnowsChangesNothingAboutWhatOthersWant() {
        AgentKey agent = new AgentKey("known", "a");
        await(agents.know(List.of(new Known(agent, "process", true))));
        await(agents.want(agent, false, "me"));
        await(agents.know(List.of(new Known(agent, "simulator", true))));
        assertThat(row(agent).wanted()).isFalse();
        assertThat(row(agent).kind()).isEqualTo("simulator");
    }

    @Test
    void whoLostItsLeaseIsNotHeard() {
        AgentKey agent = new AgentKey("lost", "a");
        await(agents.know(List.of(new Known(agent, "process", true))));
        Lease old = lease(agent, "node-1", Duration.ZERO);
        Lease next = lease(agent, "node-2", LONG);
        await(agents.tell(agent, next, new Report("node-2", "running", 0, null)));
        await(agents.told(agent, next, 3));

        await(agents.tell(agent, old, new Report("node-1", "restarting", 9, "late")));
        await(agents.told(agent, old, 9));

        AgentRow row = row(agent);
        assertThat(row.runs()).isTrue();
        assertThat(row.node()).isEqualTo("node-2");
        assertThat(row.fleetVersion()).isEqualTo(3);
        await(agents.tell(agent, next, new Report("node-2", "starting", 1, null)));
        assertThat(row(agent).fleetVersion())
                .as("what starts anew has heard nothing")
                .isZero();
    }

    private static AgentRow row(AgentKey agent) {
        return await(agents.find(agent)).orElseThrow();
    }

    private static Lease lease(AgentKey agent, String owner, Duration ttl) {
        return await(leases.acquire(agent.lease(), owner, ttl)).orElseThrow();
    }

    private static FleetState muted(FleetState state, String scope, Instant until) {
        List<Mute> mutes = new ArrayList<>(state.mutes());
        mutes.add(new Mute(scope, until, "me", null));
        return new FleetState(state.version(), state.panic(), mutes, state.presets());
    }

    private static FleetState panicked(FleetState state, Panic panic) {
        return new FleetState(state.version(), panic, state.mutes(), state.presets());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
