package io.heliograph.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Answers with a body. */
public final class Answers {
    public static final String JSON = "application/json";
    public static final String PROBLEM = "application/problem+json";
    public static final String MESSAGE_PACK = "application/msgpack";

    /** What decides which of several forms of the same answer a caller gets. */
    public static final CharSequence VARY = HttpHeaders.createOptimized("Accept, Accept-Encoding");

    private Answers() {}

    /** A record, in the format that the caller prefers. */
    public static void send(RoutingContext http, int status, Object answer) {
        AnswerFormat format = AnswerFormat.of(http);
        try {
            send(http, status, format, format == AnswerFormat.JSON ? JSON : MESSAGE_PACK, answer);
        } catch (JsonProcessingException e) {
            http.fail(e);
        }
    }

    static void problem(RoutingContext http, int status, Object document) {
        AnswerFormat format = AnswerFormat.of(http);
        try {
            send(http, status, format, format == AnswerFormat.JSON ? PROBLEM : MESSAGE_PACK, document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem can always be written", e);
        }
    }

    /** Bytes as they are. */
    public static void send(RoutingContext http, int status, String contentType, Buffer body) {
        http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .end(body);
    }

    private static void send(RoutingContext http, int status, AnswerFormat format, String contentType, Object answer)
            throws JsonProcessingException {
        byte[] body = format.mapper().writeValueAsBytes(answer);
        http.response().headers().add(HttpHeaders.VARY, VARY);
        send(http, status, contentType, Buffer.buffer(body));
    }
}
