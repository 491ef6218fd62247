package io.heliograph.web;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.settings.Units;
import io.heliograph.web.access.Authentication;
import io.heliograph.web.limits.Overload;
import io.heliograph.web.limits.SharedRoom;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;

/** Reads request bodies within their limits and unpacks gzip and zstd; the bytes of all bodies on this node share one room. */
public final class Bodies {
    /** At a thousandfold, gzip's most, unpacking more than this would hold the event loop for too long. */
    private static final int INFLATE_INLINE = 4 << 10;

    /** So much room is made for a body before it is there; a larger one may be no more than said. */
    private static final int MOST_AHEAD = 64 << 10;

    private static final long SECOND_MS = 1_000;

    private final Vertx vertx;
    private final BodyLimits limits;
    private final SharedRoom inFlight;

    public Bodies(Vertx vertx, BodyLimits limits, SharedRoom inFlight) {
        this.vertx = vertx;
        this.limits = limits;
        this.inFlight = inFlight;
    }

    /** The whole body, plain. Fails with Refused when it is too large, too slow, damaged or in an unknown encoding. */
    public Future<Buffer> read(RoutingContext http) {
        String encoding = http.request().getHeader(HttpHeaders.CONTENT_ENCODING);
        SharedRoom.Claim room = inFlight.claim(Authentication.caller(http).project());
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return collect(http, room);
        }
        if (!encoding.equalsIgnoreCase("gzip") && !encoding.equalsIgnoreCase("zstd")) {
            return Future.failedFuture(new Refused(
                    ProblemKind.UNSUPPORTED_ENCODING,
                    "This hub reads plain bodies, gzip and zstd, and nothing nested."));
        }
        return collect(http, room).compose(packed -> unpack(packed, encoding, room));
    }

    /** What a body unpacks to counts as under way from the moment it is there until the answer is out. */
    private Future<Buffer> unpack(Buffer packed, String encoding, SharedRoom.Claim room) {
        Unpacking unpacking = new Unpacking(limits.inflated(), room::tryGrow);
        if (encoding.equalsIgnoreCase("zstd")) {
            // Four bytes of it may stand for 128 KiB.
            return vertx.executeBlocking(() -> new Zstd(unpacking).unpack(packed), false);
        }
        Gzip gzip = new Gzip(unpacking);
        return packed.length() <= INFLATE_INLINE
                ? Future.succeededFuture(packed).map(gzip::unpack)
                : vertx.executeBlocking(() -> gzip.unpack(packed), false);
    }

    private Future<Buffer> collect(RoutingContext http, SharedRoom.Claim room) {
        HttpServerRequest request = http.request();
        Promise<Buffer> whole = Promise.promise();
        long declared = declaredLength(request);
        if (declared > limits.body()) {
            return Future.failedFuture(tooLarge());
        }
        Buffer body = Buffer.buffer((int) Math.min(declared, MOST_AHEAD));
        http.addEndHandler(sent -> room.release());
        request.handler(chunk -> {
            if (whole.future().isComplete()) {
                return;
            }
            if (body.length() + (long) chunk.length() > limits.body()) {
                whole.tryFail(tooLarge());
            } else if (!room.tryGrow(chunk.length())) {
                whole.tryFail(overloaded());
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.exceptionHandler(broken -> whole.tryFail(isGone(broken) ? broken : unreadable()));
        request.endHandler(end -> whole.tryComplete(body));
        request.resume();
        vertx.runOnContext(read -> inTime(whole));
        return whole.future();
    }

    /** Most bodies arrive with their head, and need no timer. */
    private void inTime(Promise<Buffer> whole) {
        if (!whole.future().isComplete()) {
            long patience = patience();
            long timer = vertx.setTimer(patience, late -> whole.tryFail(tooSlow(patience)));
            whole.future().onComplete(done -> vertx.cancelTimer(timer));
        }
    }

    /** Once the room is more than half full, a slow sender has to leave it the sooner the fuller it is. */
    private long patience() {
        long whole = limits.timeout().toMillis();
        double scarce = 2 * inFlight.freePart();
        return scarce >= 1 ? whole : Math.max(SECOND_MS, (long) (whole * scarce) / SECOND_MS * SECOND_MS);
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    /** Whoever sent the body has left; all else that ends one early is the decoder's, which answers nonsense with what comes of it. */
    private static boolean isGone(Throwable broken) {
        return broken instanceof IOException || broken instanceof VertxException;
    }

    private static Refused unreadable() {
        return new Refused(ProblemKind.MALFORMED_REQUEST, "The chunks of the body cannot be told apart.");
    }

    private Refused tooLarge() {
        return new Refused(
                ProblemKind.BODY_TOO_LARGE,
                "The body is over " + Units.formatBytes(limits.body()) + " (http.body-limit).");
    }

    private static Refused tooSlow(long millis) {
        String time = Units.formatMillis(millis);
        return new Refused(ProblemKind.REQUEST_TIMEOUT, "The body did not arrive within " + time + ".");
    }

    static Refused overloaded() {
        return Overload.refused("The bodies under way fill this node, or this project's share of it.");
    }
}
