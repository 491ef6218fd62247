package io.heliograph.audit;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.deadletters.DeadLetterOperations;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.store.Database;
import io.heliograph.store.DatabaseAddress;
import io.heliograph.store.DatabaseConfig;
import io.heliograph.store.Leases;
import io.heliograph.store.Migrator;
import io.heliograph.store.StoreSchema;
import io.heliograph.store.audit.AuditExpiry;
import io.heliograph.store.audit.AuditLog;
import io.heliograph.store.embedded.Coordinates;
import io.heliograph.web.audit.Act;
import io.heliograph.web.audit.Origin;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** A node with nothing but an audit trail and its database. Its clock stands still until it is set. */
final class Node implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    static final Caller ALICE = new Caller("alice", "default", EnumSet.allOf(Scope.class));
    static final Caller BOB = new Caller("bob", "other", EnumSet.allOf(Scope.class));
    static final Operation<?, ?> DELETE = DeadLetterOperations.DELETE;
    static final Operation<?, ?> LIST = DeadLetterOperations.LIST;

    private static final DatabaseConfig DATABASE =
            new DatabaseConfig("", 4, 64, Duration.ofSeconds(5), Duration.ofSeconds(10), false);

    final Vertx vertx = Vertx.vertx();
    final Bus bus = new Bus(vertx);
    final AtomicReference<Instant> now;
    final UUID chain;
    final AuditFigures figures = new AuditFigures();
    final AuditQueue queue;
    final Database database;
    final AuditLog log;
    private final String deployment;

    Node(Coordinates postgres, UUID chain, String... settings) {
        this(postgres, chain, NOON, settings);
    }

    Node(Coordinates postgres, UUID chain, Instant start, String... settings) {
        now = new AtomicReference<>(start);
        this.chain = chain;
        DatabaseAddress address = DatabaseAddress.of(
                postgres.host(), postgres.port(), postgres.database(), postgres.user(), postgres.password());
        database = await(Database.open(vertx, address, DATABASE, "test"));
        await(new Migrator(database).apply(List.of(StoreSchema.MIGRATIONS, AuditSchema.MIGRATIONS)));
        AuditConfig config = Given.config(settings);
        queue = new AuditQueue(config, figures, now::get);
        log = new AuditLog(database);
        deployment = await(vertx.deployVerticle(new AuditVerticle(
                config,
                chain,
                "node-1",
                queue,
                figures,
                log,
                new AuditExpiry(database, 5),
                new Leases(database),
                bus,
                now::get)));
    }

    /** Somebody deletes a dead letter. */
    void did(Caller caller, String... ids) {
        queue.record(Act.done(caller, DELETE, List.of(ids), new Origin("rest", "10.0.0.1", "r-1")));
    }

    /** Somebody is refused a list. */
    void refused(Caller caller, String address) {
        queue.record(Act.refused(
                caller, LIST, List.of(), Problem.of(ProblemKind.FORBIDDEN, "no"), new Origin("rest", address, "r-2")));
    }

    void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    long count(String where) {
        return await(database.read("select count(*) from audit_entry where " + where, Tuple.tuple()))
                .iterator()
                .next()
                .getLong(0);
    }

    void sql(String statement) {
        await(database.write(statement, Tuple.tuple()));
    }

    <I extends Record, O extends Record> O ask(Operation<I, O> operation, Caller caller, I input) {
        return await(bus.call(operation, caller, input));
    }

    /** Ends the node in order, and leaves the database open. */
    void stop() {
        await(vertx.undeploy(deployment));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        await(database.close());
        await(vertx.close());
    }
}
