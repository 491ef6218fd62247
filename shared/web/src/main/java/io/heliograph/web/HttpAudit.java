package io.heliograph.web;

import io.heliograph.contracts.catalogue.Catalogue;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Operation.Rest;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.web.access.Authentication;
import io.heliograph.web.audit.Act;
import io.heliograph.web.audit.AuditTrail;
import io.heliograph.web.audit.Concerned;
import io.heliograph.web.audit.Origin;
import io.heliograph.web.clients.ClientAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a request over HTTP leaves in the audit trail. */
public final class HttpAudit {
    private static final String TRAIL = AuditTrail.class.getName();
    private static final String INPUT = Concerned.class.getName();
    private static final String DOOR = "rest";
    private static final List<Path> PATHS = paths();

    private record Path(String method, Pattern path, Operation<?, ?> operation) {}

    private HttpAudit() {}

    /** A handler, for requests that fail too, that lets everybody behind it tell this trail. */
    public static void attach(RoutingContext http, AuditTrail trail) {
        http.put(TRAIL, trail);
        http.next();
    }

    /** Names what a call is about as soon as its input is read, for the case that it is refused. */
    public static void about(RoutingContext http, Record input) {
        http.put(INPUT, input);
    }

    /** A call has been answered as it was asked; kept if it changed something. */
    public static void done(RoutingContext http, Operation<?, ?> operation, Record input, Record output) {
        if (operation.changing()) {
            trail(http)
                    .record(Act.done(
                            Authentication.caller(http), operation, Concerned.in(input, output), origin(http)));
        }
    }

    /** A request was refused. */
    public static void refused(RoutingContext http, Problem problem) {
        Record input = http.get(INPUT);
        trail(http)
                .record(Act.refused(
                        Authentication.caller(http), operationOf(http), Concerned.in(input), problem, origin(http)));
    }

    public static AuditTrail trail(RoutingContext http) {
        AuditTrail trail = http.get(TRAIL);
        return trail == null ? AuditTrail.NONE : trail;
    }

    public static Origin origin(RoutingContext http) {
        return new Origin(DOOR, ClientAddress.of(http).text(), RequestId.of(http));
    }

    /** By method and path, since a request may be refused before any route has seen it. */
    private static Operation<?, ?> operationOf(RoutingContext http) {
        String path = http.request().path();
        String method = http.request().method().name();
        for (Path known : PATHS) {
            if (known.method().equals(method)
                    && path != null
                    && known.path().matcher(path).matches()) {
                return known.operation();
            }
        }
        return null;
    }

    /** Paths without parameters first, since /events/export is no id of an event. */
    private static List<Path> paths() {
        List<Path> plain = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        for (Operation<?, ?> operation : Catalogue.ALL) {
            for (Rest rest : operation.rest()) {
                Pattern path = Pattern.compile(rest.path().replaceAll("\\{\\w+}", "[^/]+") + "/?");
                (rest.path().contains("{") ? others : plain).add(new Path(rest.method(), path, operation));
            }
        }
        plain.addAll(others);
        return List.copyOf(plain);
    }
}
