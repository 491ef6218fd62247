package io.heliograph.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Answers with a body. */
public final class Answers {
    public static final String JSON = "application/json";
    public static final String MESSAGE_PACK = "application/msgpack";

    /** What decides which of several forms of the same answer a caller gets. */
    public static final String VARY = "Accept, Accept-Encoding";

    private Answers() {}

    /** A record, in the format that the caller prefers. */
    public static void send(RoutingContext http, int status, Object answer) {
        send(http, status, answer, JSON);
    }

    /** The same under a content type of its own, should the caller prefer JSON. */
    static void send(RoutingContext http, int status, Object answer, String json) {
        AnswerFormat format = AnswerFormat.of(http);
        http.response().headers().add(HttpHeaders.VARY, VARY);
        send(http, status, format == AnswerFormat.JSON ? json : MESSAGE_PACK, write(format, answer));
    }

    /** Bytes as they are. */
    public static void send(RoutingContext http, int status, String contentType, Buffer body) {
        http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .end(body);
    }

    private static Buffer write(AnswerFormat format, Object answer) {
        try {
            return Buffer.buffer(format.mapper().writeValueAsBytes(answer));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer can always be written", e);
        }
    }
}
