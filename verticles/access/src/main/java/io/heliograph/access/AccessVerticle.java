package io.heliograph.access;

import io.heliograph.access.jwt.Tokens;
import io.heliograph.contracts.access.AccessOperations;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.store.access.KeyTable;
import io.heliograph.store.access.TicketTable;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Serves the operations on keys and tickets, ends keys that are revoked anywhere, and keeps the tables tidy. */
public final class AccessVerticle extends VerticleBase {
    private static final long NOTE_USE_EVERY_MS = 1_000;
    private static final long PURGE_EVERY_MS = 60_000;

    private final Bus bus;
    private final Keys keys;
    private final Revocations revocations;
    private final Duration lookEvery;
    private final KeyTable keyTable;
    private final LastUse lastUse;
    private final Tickets tickets;
    private final TicketTable ticketTable;
    private final Tokens tokens;

    AccessVerticle(
            Bus bus,
            Keys keys,
            Revocations revocations,
            Duration lookEvery,
            KeyTable keyTable,
            LastUse lastUse,
            Tickets tickets,
            TicketTable ticketTable,
            Tokens tokens) {
        this.bus = bus;
        this.keys = keys;
        this.revocations = revocations;
        this.lookEvery = lookEvery;
        this.keyTable = keyTable;
        this.lastUse = lastUse;
        this.tickets = tickets;
        this.ticketTable = ticketTable;
        this.tokens = tokens;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(NOTE_USE_EVERY_MS, tick -> noteUse());
        vertx.setPeriodic(PURGE_EVERY_MS, tick -> ticketTable.purge());
        vertx.setPeriodic(lookEvery.toMillis(), tick -> revocations.look());
        return Future.all(
                        bus.serve(AccessOperations.CREATE_KEY, keys::create),
                        bus.serve(AccessOperations.LIST_KEYS, keys::list),
                        bus.serve(AccessOperations.REVOKE_KEY, keys::revoke),
                        bus.serve(AccessOperations.CREATE_TICKET, tickets::create),
                        bus.subscribe(Topics.KEY_REVOKED, revoked -> revocations.heard(revoked.id())))
                .compose(served -> tokens.start());
    }

    @Override
    public Future<?> stop() {
        tokens.stop();
        return noteUse().otherwiseEmpty();
    }

    private Future<Void> noteUse() {
        Map<String, Instant> used = lastUse.take();
        return used.isEmpty() ? Future.succeededFuture() : keyTable.used(used);
    }
}
