package io.heliograph.gateway;

import io.heliograph.contracts.catalogue.Catalogue;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Operation.Rest;
import io.heliograph.contracts.operations.Operation.Style;
import io.heliograph.web.Answers;
import io.heliograph.web.Bodies;
import io.heliograph.web.HttpAudit;
import io.heliograph.web.Inputs;
import io.heliograph.web.Reads;
import io.heliograph.web.RouteGroup;
import io.heliograph.web.access.Authentication;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Every operation that is a call, at the paths the catalogue gives it. */
public final class OperationRoutes implements RouteGroup {
    private final Bodies bodies;
    private final Calls calls;

    public OperationRoutes(Bodies bodies, Calls calls) {
        this.bodies = bodies;
        this.calls = calls;
    }

    /** Paths without parameters first, since /agents/status is no id of an agent. */
    @Override
    public void mount(Router router) {
        for (boolean named : new boolean[] {false, true}) {
            for (Operation<?, ?> operation : Catalogue.ALL) {
                if (operation.style() == Style.CALL || operation.style() == Style.DOOR) {
                    operation.rest().stream()
                            .filter(rest -> rest.path().contains("{") == named)
                            .forEach(rest -> mount(router, operation, rest));
                }
            }
        }
    }

    /** The catalogue writes {id} where the router wants :id. */
    static String pattern(String path) {
        return path.replaceAll("\\{(\\w+)}", ":$1");
    }

    private <I extends Record, O extends Record> void mount(Router router, Operation<I, O> operation, Rest rest) {
        route(router, operation, HttpMethod.valueOf(rest.method()), pattern(rest.path()))
                .handler(http -> input(http, operation, rest)
                        .compose(input -> call(http, operation, input))
                        .onSuccess(output -> Answers.send(http, rest.status(), output))
                        .onFailure(http::fail));
    }

    /** What waits for something hands it out as well, which nobody wants who asks for the head alone. */
    private static Route route(Router router, Operation<?, ?> operation, HttpMethod method, String pattern) {
        return method == HttpMethod.GET && !operation.waits()
                ? Reads.at(router, pattern)
                : router.route(method, pattern);
    }

    private <I extends Record, O extends Record> Future<O> call(
            RoutingContext http, Operation<I, O> operation, I input) {
        HttpAudit.about(http, input);
        return calls.call(operation, Authentication.caller(http), input, Departure.of(http))
                .onSuccess(output -> HttpAudit.done(http, operation, input, output));
    }

    private <I extends Record> Future<I> input(RoutingContext http, Operation<I, ?> operation, Rest rest) {
        if (!rest.takesBody()) {
            return Future.succeededFuture(http)
                    .map(request -> Inputs.read(operation.input(), request.pathParams(), request.queryParams()));
        }
        return bodies.read(http).map(body -> Inputs.read(operation.input(), http.pathParams(), body));
    }
}
