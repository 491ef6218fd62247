package io.heliograph.gateway.rpc;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.gateway.Departure;
import io.heliograph.intake.IdempotencyKey;
import io.heliograph.web.Answers;
import io.heliograph.web.Bodies;
import io.heliograph.web.RouteGroup;
import io.heliograph.web.access.Authentication;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;

/** POST /rpc: one message a body. Errors of requests are answers like others; only what is no message at all is HTTP's. */
final class RpcRoutes implements RouteGroup {
    static final String PATH = "/rpc";

    private static final Set<String> TYPES =
            Set.of("application/json", "application/json-rpc", "application/jsonrequest");
    private static final int NOTHING_TO_SAY = 204;

    private final Bodies bodies;
    private final Exchange exchange;
    private final RpcMethods methods;

    RpcRoutes(Bodies bodies, Exchange exchange, RpcMethods methods) {
        this.bodies = bodies;
        this.exchange = exchange;
        this.methods = methods;
    }

    @Override
    public void mount(Router router) {
        router.post(PATH).handler(this::accept);
    }

    private void accept(RoutingContext http) {
        checkType(http.request().getHeader(HttpHeaders.CONTENT_TYPE));
        checkKey(http.request().headers());
        bodies.read(http)
                .compose(exchange::read)
                .compose(message -> exchange.answer(
                        message,
                        Authentication.caller(http),
                        name -> methods.of(name, Departure.of(http)),
                        RpcAudit.of(http, "rpc")))
                .onSuccess(reply -> send(http, reply))
                .onFailure(http::fail);
    }

    private static void send(RoutingContext http, Reply reply) {
        if (reply.text() == null) {
            http.response().setStatusCode(NOTHING_TO_SAY).end();
        } else {
            Answers.send(http, 200, Answers.JSON, reply.text());
        }
        reply.then().run();
    }

    /** A promise that is not kept here is not passed over in silence. */
    private static void checkKey(MultiMap headers) {
        if (headers.contains(IdempotencyKey.HEADER)) {
            throw Refused.parameter(
                    IdempotencyKey.HEADER, "goes with POST /events only; here each event's 'id' tells repeats apart");
        }
    }

    private static void checkType(String contentType) {
        if (contentType == null || contentType.equals(Answers.JSON)) {
            return;
        }
        String[] parts = contentType
                .toLowerCase(Locale.ROOT)
                .replace(" ", "")
                .replace("\"", "")
                .split(";");
        boolean known = TYPES.contains(parts[0]);
        for (int part = 1; part < parts.length; part++) {
            known &= !parts[part].startsWith("charset=") || parts[part].equals("charset=utf-8");
        }
        if (!known) {
            throw new Refused(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "Content-Type is to be application/json, in UTF-8.");
        }
    }
}
