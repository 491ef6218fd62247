package io.heliograph.web.access;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds the one credential that a request carries. */
final class Credentials {
    /** How texts of the hub's own keys begin. */
    static final String KEY_PREFIX = "hg_";

    private static final String HEADER = "X-API-KEY";
    private static final String BEARER = "bearer ";
    private static final String TICKET = "ticket";

    /** Where people put keys when they put them into an address. */
    private static final Set<String> TEMPTING =
            Set.of("api_key", "apikey", "api-key", "x-api-key", "access_token", "token", "jwt", "authorization");

    private Credentials() {}

    static Credential of(RoutingContext http) {
        HttpServerRequest request = http.request();
        Credential ticket = request.query() == null ? Credential.NONE : ofAddress(http);
        List<String> keys = request.headers().getAll(HEADER);
        List<String> authorizations = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        if (keys.size() > 1 || authorizations.size() > 1) {
            return Credential.AMBIGUOUS;
        }
        return oneOf(
                keys.isEmpty() ? Credential.NONE : new Credential.ApiKey(keys.get(0)),
                authorizations.isEmpty() ? Credential.NONE : ofAuthorization(authorizations.get(0)),
                ticket);
    }

    private static Credential oneOf(Credential... found) {
        Credential one = Credential.NONE;
        for (Credential each : found) {
            if (one != Credential.NONE && each != Credential.NONE) {
                return Credential.AMBIGUOUS;
            }
            one = each == Credential.NONE ? one : each;
        }
        return one;
    }

    /** Other schemes than Bearer are between the caller and whoever stands before the hub. */
    private static Credential ofAuthorization(String header) {
        if (!header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return Credential.NONE;
        }
        return Credential.bearer(header.substring(BEARER.length()).strip());
    }

    /** A ticket is taken out of the parameters, which belong to the operation. */
    private static Credential ofAddress(RoutingContext http) {
        MultiMap query = http.queryParams();
        for (Map.Entry<String, String> parameter : query) {
            if (TEMPTING.contains(parameter.getKey().toLowerCase(Locale.ROOT))
                    || parameter.getValue().startsWith(KEY_PREFIX)) {
                throw new Refused(ProblemKind.KEY_IN_URL, "The address carries what looks like a key or token.");
            }
        }
        List<String> tickets = query.getAll(TICKET);
        if (tickets.isEmpty() || !opensSocket(http.request())) {
            return Credential.NONE;
        }
        query.remove(TICKET);
        return tickets.size() == 1 ? new Credential.Ticket(tickets.get(0)) : Credential.AMBIGUOUS;
    }

    /** WebSockets, SockJS over them, and streams of events: what a browser opens without a way to set headers. */
    private static boolean opensSocket(HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
                || (accept != null && accept.contains("text/event-stream"));
    }
}
