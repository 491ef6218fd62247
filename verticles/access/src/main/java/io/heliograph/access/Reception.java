package io.heliograph.access;

import io.heliograph.access.jwt.Tokens;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.store.Database;
import io.heliograph.store.access.KeyTable;
import io.heliograph.store.access.TicketTable;
import io.heliograph.web.access.AuthConfig;
import io.heliograph.web.access.Authenticator;
import io.heliograph.web.access.Credential;
import io.heliograph.web.access.SettingsKey;
import io.heliograph.web.access.Unauthenticated;
import io.heliograph.web.live.Expiries;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;

/** Knows everybody: the holder of the settings' key, those of keys, tokens and tickets, and whether others may come in. */
public final class Reception implements Authenticator {
    private static final Duration LOOK_AT_MOST_EVERY = Duration.ofSeconds(1);
    private static final String KEY_PREFIX = "hg_";
    private static final Future<Caller> ANYBODY = Future.succeededFuture(Caller.anonymous());
    private static final Future<Caller> HOLDER = Future.succeededFuture(Caller.keyHolder());

    private final boolean guarded;
    private final SettingsKey settingsKey;
    private final KeyRing keyRing;
    private final Tokens tokens;
    private final Tickets tickets;
    private final AccessVerticle verticle;

    public Reception(
            Vertx vertx,
            Bus bus,
            Database database,
            AuthConfig auth,
            AccessConfig config,
            InstantSource clock,
            Expiries expiries) {
        KeyTable keyTable = new KeyTable(database);
        TicketTable ticketTable = new TicketTable(database);
        LastUse lastUse = new LastUse(config.rememberedKeys());
        guarded = auth.guarded();
        settingsKey = new SettingsKey(auth.apiKey());
        keyRing = new KeyRing(keyTable::find, config, clock, System::nanoTime, lastUse);
        tokens = new Tokens(vertx, config.jwt(), clock);
        tickets = new Tickets(ticketTable, config, clock);
        Keys keys = new Keys(keyTable, bus, config.maxKeys(), clock);
        Revocations revocations = new Revocations(keyTable::kept, keyRing, expiries);
        Duration lookEvery = config.keyTtl().compareTo(LOOK_AT_MOST_EVERY) < 0 ? LOOK_AT_MOST_EVERY : config.keyTtl();
        verticle =
                new AccessVerticle(bus, keys, revocations, lookEvery, keyTable, lastUse, tickets, ticketTable, tokens);
    }

    /** What serves the operations and keeps the tables, to be deployed once on each node with doors. */
    public AccessVerticle verticle() {
        return verticle;
    }

    @Override
    public Future<Caller> authenticate(Credential credential) {
        if (credential instanceof Credential.ApiKey key) {
            return ofKey(key);
        }
        if (credential instanceof Credential.Ticket ticket) {
            return tickets.take(ticket.secret());
        }
        if (credential instanceof Credential.Bearer bearer && tokens.areUsed()) {
            return tokens.authenticate(bearer.token());
        }
        return credential == Credential.AMBIGUOUS ? refused() : anybody();
    }

    /** Whoever shows a key of the table is its holder, in an open hub too. */
    private Future<Caller> ofKey(Credential.ApiKey key) {
        if (settingsKey.matches(key)) {
            return HOLDER;
        }
        return key.secret().startsWith(KEY_PREFIX) ? keyRing.authenticate(key.secret()) : anybody();
    }

    private Future<Caller> anybody() {
        return guarded ? refused() : ANYBODY;
    }

    private static Future<Caller> refused() {
        return Future.failedFuture(Unauthenticated.refused());
    }
}
