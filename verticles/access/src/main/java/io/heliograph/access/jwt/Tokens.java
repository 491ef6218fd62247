package io.heliograph.access.jwt;

import io.heliograph.access.jwt.TokenVerifier.Verified;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.access.Sha256;
import io.heliograph.web.access.Unauthenticated;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens as credentials. One that was right is remembered by its hash, since checking a signature costs much more than
 * that; its times are looked at every time, and it is forgotten with the keys it was checked with.
 */
public final class Tokens {
    private static final int RETRY_AFTER_SECONDS = 5;

    private final JwtConfig config;
    private final TokenVerifier verifier;
    private final JwksSource source;
    private final InstantSource clock;
    private final Map<ByteBuffer, Remembered> remembered;

    private record Remembered(Verified token, KeySet keys, Future<Caller> answer) {}

    public Tokens(Vertx vertx, JwtConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        verifier = new TokenVerifier(config);
        source = config.jwks().isSet() ? new JwksSource(vertx, config.jwks(), System::nanoTime) : null;
        remembered = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Remembered> eldest) {
                return size() > config.remembered();
            }
        };
    }

    public boolean areUsed() {
        return config.isOn();
    }

    /** Fetches what keys are fetched from elsewhere. */
    public Future<Void> start() {
        return source == null ? Future.succeededFuture() : source.start();
    }

    public void stop() {
        if (source != null) {
            source.stop();
        }
    }

    public Future<Caller> authenticate(String token) {
        if (token.length() > config.maxSize()) {
            return Future.failedFuture(Unauthenticated.refused());
        }
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(token));
        Remembered known = recall(hash);
        if (known != null && known.keys() == fetchedKeys()) {
            return known.token().isValid(clock.instant())
                    ? known.answer()
                    : Future.failedFuture(Unauthenticated.refused());
        }
        return verifier.parts(token)
                .map(parts -> check(hash, parts))
                .orElseGet(() -> Future.failedFuture(Unauthenticated.refused()));
    }

    private Future<Caller> check(ByteBuffer hash, TokenParts token) {
        KeySet fetched = fetchedKeys();
        Optional<Future<Caller>> answer = verify(hash, token, fetched);
        if (answer.isPresent()) {
            return answer.get();
        }
        if (source == null || !mayBeNew(token, fetched)) {
            return Future.failedFuture(Unauthenticated.refused());
        }
        return source.newer().compose(newer -> {
            if (newer == KeySet.EMPTY) {
                return Future.failedFuture(new Refused(
                        Problem.of(ProblemKind.TOKEN_KEYS_UNAVAILABLE, ProblemKind.TOKEN_KEYS_UNAVAILABLE.title() + ".")
                                .retryAfter(RETRY_AFTER_SECONDS)));
            }
            return verify(hash, token, newer).orElseGet(() -> Future.failedFuture(Unauthenticated.refused()));
        });
    }

    private Optional<Future<Caller>> verify(ByteBuffer hash, TokenParts token, KeySet fetched) {
        return verifier.verify(token, config.keys().and(fetched), clock.instant())
                .map(verified -> {
                    Future<Caller> answer = Future.succeededFuture(verified.caller());
                    remember(hash, new Remembered(verified, fetched, answer));
                    return answer;
                });
    }

    /** A token that names a key which is not among them, or any where there are none yet. */
    private static boolean mayBeNew(TokenParts token, KeySet fetched) {
        return token.algorithm() != Algorithm.HS256
                && (fetched == KeySet.EMPTY
                        || (token.keyId() != null
                                && fetched.keys().stream()
                                        .noneMatch(key -> token.keyId().equals(key.id()))));
    }

    private KeySet fetchedKeys() {
        return source == null ? KeySet.EMPTY : source.keys();
    }

    private Remembered recall(ByteBuffer hash) {
        synchronized (remembered) {
            return remembered.get(hash);
        }
    }

    private void remember(ByteBuffer hash, Remembered token) {
        synchronized (remembered) {
            remembered.put(hash, token);
        }
    }
}
