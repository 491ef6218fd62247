package io.heliograph.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.heliograph.contracts.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Answers with a body. */
public final class Answers {
    public static final String JSON = "application/json";

    private Answers() {}

    public static void json(RoutingContext http, int status, Object answer) {
        send(http, status, JSON, write(answer));
    }

    public static void send(RoutingContext http, int status, String contentType, Buffer body) {
        http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .end(body);
    }

    static Buffer write(Object answer) {
        try {
            return Buffer.buffer(Json.HTTP.writeValueAsBytes(answer));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is always JSON", e);
        }
    }
}
