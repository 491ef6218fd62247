package io.heliograph.web;

import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.settings.Units;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicLong;

/** Reads request bodies within their limits and unpacks gzip and zstd; the bytes of all bodies on this node share one budget. */
public final class Bodies {
    /** At a thousandfold, gzip's most, unpacking more than this would hold the event loop for too long. */
    private static final int INFLATE_INLINE = 4 << 10;

    private final Vertx vertx;
    private final BodyLimits limits;
    private final AtomicLong inFlight = new AtomicLong();

    public Bodies(Vertx vertx, BodyLimits limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    /** The whole body, plain. Fails with Refused when it is too large, too slow, damaged or in an unknown encoding. */
    public Future<Buffer> read(RoutingContext http) {
        String encoding = http.request().getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return collect(http);
        }
        if (!encoding.equalsIgnoreCase("gzip") && !encoding.equalsIgnoreCase("zstd")) {
            return Future.failedFuture(new Refused(
                    ProblemKind.UNSUPPORTED_ENCODING,
                    "This hub reads plain bodies, gzip and zstd, and nothing nested."));
        }
        return collect(http).compose(packed -> unpack(packed, encoding)).map(plain -> hold(http, plain));
    }

    /** What a body unpacked to counts as under way, until its answer is out. */
    private Buffer hold(RoutingContext http, Buffer plain) {
        http.addEndHandler(sent -> inFlight.addAndGet(-plain.length()));
        if (inFlight.addAndGet(plain.length()) > limits.inFlight()) {
            throw overloaded();
        }
        return plain;
    }

    private Future<Buffer> unpack(Buffer packed, String encoding) {
        Unpacking unpacking = new Unpacking(limits.inflated());
        if (encoding.equalsIgnoreCase("zstd")) {
            // Four bytes of it may stand for 128 KiB.
            return vertx.executeBlocking(() -> new Zstd(unpacking).unpack(packed), false);
        }
        Gzip gzip = new Gzip(unpacking);
        return packed.length() <= INFLATE_INLINE
                ? Future.succeededFuture(packed).map(gzip::unpack)
                : vertx.executeBlocking(() -> gzip.unpack(packed), false);
    }

    private Future<Buffer> collect(RoutingContext http) {
        HttpServerRequest request = http.request();
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        long declared = declaredLength(request);
        if (declared > limits.body()) {
            return Future.failedFuture(tooLarge());
        }
        long timer = vertx.setTimer(
                limits.timeout().toMillis(),
                late -> whole.tryFail(new Refused(
                        ProblemKind.REQUEST_TIMEOUT,
                        "The body did not arrive within " + limits.timeout().toSeconds() + " s.")));
        http.addEndHandler(sent -> inFlight.addAndGet(-body.length()));
        request.handler(chunk -> {
            if (whole.future().isComplete()) {
                return;
            }
            if (body.length() + (long) chunk.length() > limits.body()) {
                whole.tryFail(tooLarge());
            } else if (inFlight.addAndGet(chunk.length()) > limits.inFlight()) {
                inFlight.addAndGet(-chunk.length());
                whole.tryFail(overloaded());
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.exceptionHandler(whole::tryFail);
        request.endHandler(end -> whole.tryComplete(body));
        request.resume();
        return whole.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private Refused tooLarge() {
        return new Refused(
                ProblemKind.BODY_TOO_LARGE,
                "The body is over " + Units.formatBytes(limits.body()) + " (http.body-limit).");
    }

    private static Refused overloaded() {
        return new Refused(Problem.of(ProblemKind.OVERLOADED, "The bodies under way on this node reach its limit.")
                .retryAfter(1));
    }
}
