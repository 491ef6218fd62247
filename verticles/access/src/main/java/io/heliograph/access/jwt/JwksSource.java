package io.heliograph.access.jwt;

import io.heliograph.contracts.problems.CannotStart;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that somebody else publishes and changes. They are fetched now and then, and when a token names one that is not
 * known, but never in quick succession, whatever tokens say. What was fetched last holds until there is something newer.
 */
final class JwksSource {
    private static final Logger LOG = LoggerFactory.getLogger(JwksSource.class);

    private final Vertx vertx;
    private final JwtConfig.Source source;
    private final LongSupplier nanos;
    private final HttpClient http;
    private volatile KeySet keys = KeySet.EMPTY;
    private Promise<KeySet> underWay;
    private long askedAt;
    private boolean asked;
    private boolean failing;
    private long timer = -1;

    JwksSource(Vertx vertx, JwtConfig.Source source, LongSupplier nanos) {
        this.vertx = vertx;
        this.source = source;
        this.nanos = nanos;
        http = source.isUrl() ? vertx.createHttpClient() : null;
    }

    /** A file must be there from the start; an address may come up later, and tokens wait for it until then. */
    Future<Void> start() {
        timer = vertx.setPeriodic(source.every().toMillis(), tick -> fetch());
        return fetch().<Void>mapEmpty()
                .recover(failure -> source.isUrl()
                        ? Future.succeededFuture()
                        : Future.failedFuture(new CannotStart("auth.jwt.jwks: the file " + source.at()
                                + " holds no keys that can be used: " + failure.getMessage())));
    }

    void stop() {
        vertx.cancelTimer(timer);
        if (http != null) {
            http.close();
        }
    }

    /** What was fetched last; empty before the first time. */
    KeySet keys() {
        return keys;
    }

    /** The keys as they are now, for a token whose key is not among them; the known ones if it is too early to ask. */
    Future<KeySet> newer() {
        synchronized (this) {
            if (underWay != null) {
                return underWay.future();
            }
            if (asked && nanos.getAsLong() - askedAt < source.atMostEvery().toNanos()) {
                return Future.succeededFuture(keys);
            }
        }
        return fetch().otherwise(failure -> keys);
    }

    private Future<KeySet> fetch() {
        Promise<KeySet> mine;
        synchronized (this) {
            if (underWay != null) {
                return underWay.future();
            }
            mine = Promise.promise();
            underWay = mine;
            asked = true;
            askedAt = nanos.getAsLong();
        }
        (source.isUrl() ? ofAddress() : ofFile())
                .timeout(source.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .map(JwksSource::parse)
                .onSuccess(this::fetched)
                .onFailure(this::failed)
                .onComplete(done -> {
                    synchronized (this) {
                        underWay = null;
                    }
                    mine.handle(done);
                });
        return mine.future();
    }

    private void fetched(KeySet fresh) {
        if (!fresh.equals(keys)) {
            LOG.info("tokens are checked with {} keys of {}", fresh.keys().size(), source.at());
            keys = fresh;
        }
        failing = false;
    }

    private void failed(Throwable cause) {
        // A file that is no good at the start is told where the start fails.
        if (!failing && (source.isUrl() || keys != KeySet.EMPTY)) {
            LOG.warn("the keys for tokens cannot be fetched from {} for now: {}", source.at(), cause.getMessage());
        }
        failing = true;
    }

    private Future<Buffer> ofFile() {
        return vertx.fileSystem()
                .props(source.at())
                .compose(file -> file.size() > source.maxSize()
                        ? Future.failedFuture(new IOException("it is larger than auth.jwt.jwks-max-size"))
                        : vertx.fileSystem().readFile(source.at()));
    }

    private Future<Buffer> ofAddress() {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(source.at())
                .setFollowRedirects(false)
                .setTimeout(source.timeout().toMillis())
                .putHeader("Accept", "application/jwk-set+json, application/json");
        return http.request(request).compose(out -> {
            out.exceptionHandler(reset -> LOG.debug("fetching keys was given up", reset));
            return out.send().compose(this::body);
        });
    }

    private Future<Buffer> body(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        response.exceptionHandler(whole::tryFail);
        if (response.statusCode() != 200) {
            response.request().reset();
            return Future.failedFuture(new IOException("it answers with status " + response.statusCode()));
        }
        Buffer body = Buffer.buffer();
        response.handler(part -> {
            if (body.length() + part.length() > source.maxSize()) {
                whole.tryFail(new IOException("it is larger than auth.jwt.jwks-max-size"));
                response.request().reset();
            } else {
                body.appendBuffer(part);
            }
        });
        response.endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }

    private static KeySet parse(Buffer document) {
        try {
            return Jwks.read(document.getBytes());
        } catch (IOException e) {
            throw new IllegalArgumentException(firstLine(e), e);
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
