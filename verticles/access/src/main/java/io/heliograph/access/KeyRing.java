package io.heliograph.access;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.store.access.KeptKey;
import io.heliograph.web.access.Unauthenticated;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Keys of the table. One that was accepted is remembered for seconds, so that PostgreSQL is not asked for every request;
 * while PostgreSQL is away it goes on being accepted for a while, and one that is not remembered is answered 503 rather
 * than 401. A wrong secret is looked up like an unknown id, so that both take as long.
 */
public final class KeyRing {
    private static final int LOOK_UPS = 64;

    /** How long a request with a remembered key waits for PostgreSQL. */
    private static final long PATIENCE_MS = 1_000;

    /** What no secret hashes to. */
    private static final byte[] NO_HASH = new byte[32];

    private final Function<String, Future<Optional<KeptKey>>> table;
    private final AccessConfig config;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final LastUse lastUse;
    private final Flights<Found> lookUps = new Flights<>(LOOK_UPS);
    private final AtomicLong forgotten = new AtomicLong();
    private final Map<String, Held> held;

    /** What the table holds, and how many keys had been revoked when it was asked. */
    private record Found(Optional<KeptKey> key, long asked) {}

    /** A key that was accepted. Who races for its fields agrees closely enough. */
    private static final class Held {
        final KeptKey key;
        final Future<Caller> answer;
        final long verifiedAt;
        volatile long checkedAt;
        volatile Instant notedUse;

        Held(KeptKey key, long now, Instant notedUse) {
            this.key = key;
            this.notedUse = notedUse;
            answer = Future.succeededFuture(
                    new Caller(subject(key.id()), key.project(), key.scopes(), key.expiresAt(), key.id()));
            verifiedAt = now;
            checkedAt = now;
        }
    }

    public KeyRing(
            Function<String, Future<Optional<KeptKey>>> table,
            AccessConfig config,
            InstantSource clock,
            LongSupplier nanos,
            LastUse lastUse) {
        this.table = table;
        this.config = config;
        this.clock = clock;
        this.nanos = nanos;
        this.lastUse = lastUse;
        held = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Held> eldest) {
                return size() > config.rememberedKeys();
            }
        };
    }

    /** By what name the holder of a key goes. */
    static String subject(String id) {
        return "key:" + id;
    }

    public Future<Caller> authenticate(String text) {
        Optional<KeyText> form = KeyText.parse(text);
        if (form.isEmpty()) {
            return Future.failedFuture(Unauthenticated.refused());
        }
        String id = form.get().id();
        byte[] hash = form.get().hash();
        Held known = remembered(id);
        boolean opens = MessageDigest.isEqual(known == null ? NO_HASH : known.key.hash(), hash) && known != null;
        if (opens && nanos.getAsLong() - known.checkedAt < config.keyTtl().toNanos()) {
            return enter(known);
        }
        return opens ? lookUpAgain(known, hash) : lookUp(id, hash);
    }

    /** The key was revoked: whatever was asked about it before is out of date. */
    void forget(String id) {
        synchronized (held) {
            forgotten.incrementAndGet();
            held.remove(id);
        }
    }

    private Future<Caller> lookUp(String id, byte[] hash) {
        return lookUps.join(id, () -> ask(id)).compose(found -> {
            byte[] wanted = found.key().map(KeptKey::hash).orElse(NO_HASH);
            if (!MessageDigest.isEqual(wanted, hash) || found.key().isEmpty()) {
                return Future.failedFuture(Unauthenticated.refused());
            }
            return enter(remember(found.key().get(), found.asked()));
        });
    }

    private Future<Found> ask(String id) {
        long asked = forgotten.get();
        return table.apply(id).map(key -> new Found(key, asked));
    }

    private Future<Caller> lookUpAgain(Held known, byte[] hash) {
        return lookUp(known.key.id(), hash)
                .timeout(PATIENCE_MS, TimeUnit.MILLISECONDS)
                .recover(failure -> {
                    long now = nanos.getAsLong();
                    boolean inGrace =
                            now - known.verifiedAt <= config.keyGrace().toNanos();
                    boolean stillHeld = remembered(known.key.id()) == known;
                    if (isAway(failure) && inGrace && stillHeld) {
                        known.checkedAt = now;
                        return enter(known);
                    }
                    return Future.failedFuture(
                            failure instanceof TimeoutException
                                    ? new Refused(
                                            ProblemKind.DATABASE_UNAVAILABLE, "The key could not be looked up in time.")
                                    : failure);
                });
    }

    private static boolean isAway(Throwable failure) {
        return failure instanceof TimeoutException
                || (failure instanceof Refused refused
                        && refused.problem().kind().retryable());
    }

    private Future<Caller> enter(Held known) {
        Instant now = clock.instant();
        Instant end = known.key.expiresAt();
        if (end != null && !now.isBefore(end)) {
            return Future.failedFuture(Unauthenticated.refused());
        }
        if (LastUse.isDue(known.notedUse, now)) {
            known.notedUse = now;
            lastUse.note(known.key.id(), now);
        }
        return known.answer;
    }

    private Held remembered(String id) {
        synchronized (held) {
            return held.get(id);
        }
    }

    private Held remember(KeptKey key, long asked) {
        synchronized (held) {
            Held earlier = held.get(key.id());
            Held fresh = new Held(key, nanos.getAsLong(), earlier == null ? key.lastUsedAt() : earlier.notedUse);
            if (forgotten.get() == asked) {
                held.put(key.id(), fresh);
            }
            return fresh;
        }
    }
}
