package io.heliograph.gateway;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.events.ExportQuery;
import io.heliograph.contracts.events.ExportQuery.Format;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.web.Authentication;
import io.heliograph.web.Inputs;
import io.heliograph.web.RouteGroup;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** GET /events/export: everything that matches, page by page, at the pace of its reader. */
public final class ExportRoutes implements RouteGroup {
    private final Bus bus;

    public ExportRoutes(Bus bus) {
        this.bus = bus;
    }

    @Override
    public void mount(Router router) {
        EventOperations.EXPORT
                .rest()
                .forEach(
                        rest -> router.get(OperationRoutes.pattern(rest.path())).handler(this::export));
    }

    private void export(RoutingContext http) {
        Caller caller = Authentication.caller(http);
        caller.require(EventOperations.EXPORT.scope());
        ExportQuery query = Inputs.read(ExportQuery.class, http.pathParams(), http.queryParams());
        ExportFormat format = formatOf(query, http);
        ExportStream stream = new ExportStream(
                http.response(), format, cursor -> bus.call(EventOperations.EXPORT, caller, query.from(cursor)));
        stream.run().onFailure(http::fail);
    }

    private static ExportFormat formatOf(ExportQuery query, RoutingContext http) {
        String accept = http.request().getHeader(HttpHeaders.ACCEPT);
        Format wanted = query.format() != null
                ? query.format()
                : accept != null && accept.contains("ndjson") ? Format.NDJSON : Format.CSV;
        return switch (wanted) {
            case CSV -> new Csv();
            case NDJSON -> new Ndjson();
        };
    }
}
