package io.heliograph.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.heliograph.contracts.json.Json;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/** How answers are written: JSON, unless the caller's Accept prefers MessagePack. */
enum AnswerFormat {
    JSON(Json.HTTP),
    MESSAGE_PACK(Json.MESSAGE_PACK);

    private static final MediaForm PACKED = new MediaForm("application", Set.of("msgpack", "x-msgpack", "vnd.msgpack"));
    private static final MediaForm PLAIN = new MediaForm("application", Set.of("json", "problem+json"));

    private final ObjectMapper mapper;

    AnswerFormat(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    ObjectMapper mapper() {
        return mapper;
    }

    static AnswerFormat of(RoutingContext http) {
        String accept = http.request().getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("msgpack") && PACKED.isPreferredTo(PLAIN, http) ? MESSAGE_PACK : JSON;
    }
}
