package io.heliograph.gateway;

import io.heliograph.contracts.events.EventPage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Writes page after page to one response, the next page fetched while the last one is on its way, none before the reader
 * has room. A failure after the first byte cuts the connection, so that a part is never taken for the whole.
 */
final class ExportStream {
    private static final int PIECE = 256 << 10;

    private final HttpServerResponse response;
    private final ExportFormat format;
    private final Function<String, Future<EventPage>> pages;
    private final Duration patience;
    private final Promise<Void> done = Promise.promise();

    /** {@code patience} is how long a reader may take for one piece. */
    ExportStream(
            HttpServerResponse response,
            ExportFormat format,
            Function<String, Future<EventPage>> pages,
            Duration patience) {
        this.response = response;
        this.format = format;
        this.pages = pages;
        this.patience = patience;
    }

    /** Begins where the cursor says, or at the first event if it is null. */
    Future<Void> run(String cursor) {
        response.exceptionHandler(done::tryFail);
        pages.apply(cursor).onSuccess(this::begin).onFailure(done::tryFail);
        return done.future();
    }

    private void begin(EventPage first) {
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, format.contentType())
                .putHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + format.fileName() + "\"");
        // In one piece: by the size of the first one the server decides whether packing is worth it.
        write(first, format.head().appendBuffer(format.write(first.items())));
    }

    private void write(EventPage page, Buffer rows) {
        if (done.future().isComplete()) {
            return;
        }
        Future<Void> sent = send(rows, 0);
        if (page.next() == null) {
            sent.compose(room -> response.end()).onComplete(done);
            return;
        }
        Future<EventPage> next = pages.apply(page.next());
        // The response's own queue is full at so many writes, not bytes, and a page may be large.
        sent.compose(room -> next)
                .onSuccess(following -> write(following, format.write(following.items())))
                .onFailure(done::tryFail);
    }
    /** Piece by piece, since what may take a while is a piece; who is slower than that holds a page for nothing. */
    private Future<Void> send(Buffer rows, int from) {
        int to = Math.min(rows.length(), from + PIECE);
        Future<Void> sent = response.write(rows.slice(from, to)).timeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        return to == rows.length() ? sent : sent.compose(room -> send(rows, to));
    }
}
