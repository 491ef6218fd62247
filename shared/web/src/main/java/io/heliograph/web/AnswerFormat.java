package io.heliograph.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.heliograph.contracts.json.Json;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** How answers are written: JSON, unless the caller's Accept prefers MessagePack. */
enum AnswerFormat {
    JSON(Json.HTTP),
    MESSAGE_PACK(Json.MESSAGE_PACK);

    private static final Set<String> PACKED = Set.of("msgpack", "x-msgpack", "vnd.msgpack");
    private static final Set<String> PLAIN = Set.of("json", "problem+json");

    private final ObjectMapper mapper;

    AnswerFormat(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    ObjectMapper mapper() {
        return mapper;
    }

    static AnswerFormat of(RoutingContext http) {
        String accept = http.request().getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("msgpack") && prefersPacked(http) ? MESSAGE_PACK : JSON;
    }

    /** Of two that weigh the same, the one that is named goes before a wildcard, and JSON before MessagePack. */
    private static boolean prefersPacked(RoutingContext http) {
        List<MIMEHeader> accepted = http.parsedHeaders().accept().stream()
                .filter(type -> Set.of("application", "*").contains(type.component()))
                .toList();
        double packed = weight(accepted, PACKED::contains);
        double named = weight(accepted, PLAIN::contains);
        return packed > 0 && (named >= 0 ? packed > named : packed >= weight(accepted, "*"::equals));
    }

    /** The most that a type of this kind weighs; less than nothing if there is none. */
    private static double weight(List<MIMEHeader> accepted, Predicate<String> kind) {
        return accepted.stream()
                .filter(type -> kind.test(type.subComponent()))
                .mapToDouble(MIMEHeader::weight)
                .max()
                .orElse(-1);
    }
}
