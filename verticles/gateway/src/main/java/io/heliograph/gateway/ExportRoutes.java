package io.heliograph.gateway;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.events.ExportQuery;
import io.heliograph.contracts.events.ExportQuery.Format;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.web.Answers;
import io.heliograph.web.Inputs;
import io.heliograph.web.MediaForm;
import io.heliograph.web.RouteGroup;
import io.heliograph.web.access.Authentication;
import io.heliograph.web.limits.Overload;
import io.heliograph.web.limits.SharedRoom;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;

/** GET /events/export: everything that matches, page by page, at the pace of its reader. */
public final class ExportRoutes implements RouteGroup {
    private static final MediaForm CSV = new MediaForm("text", Set.of("csv"));
    private static final MediaForm NDJSON = new MediaForm("application", Set.of("x-ndjson", "ndjson"));

    private final Bus bus;
    private final SharedRoom exports;
    private final Duration patience;

    /** {@code exports} is how many may run on this node, {@code patience} how long a reader may take for a piece of one. */
    public ExportRoutes(Bus bus, SharedRoom exports, Duration patience) {
        this.bus = bus;
        this.exports = exports;
        this.patience = patience;
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
        SharedRoom.Claim place = exports.claim(caller.project());
        if (!place.tryGrow(1)) {
            throw Overload.refused("As many exports are under way as may be (query.max-exports).");
        }
        http.response().headers().add(HttpHeaders.VARY, Answers.VARY);
        ExportStream stream = new ExportStream(
                http.response(),
                format,
                cursor -> bus.call(EventOperations.EXPORT, caller, query.from(cursor)),
                patience);
        // Not when the connection ends: a reader who stops could hold the place until then.
        stream.run(query.cursor()).onComplete(sent -> place.release()).onFailure(http::fail);
    }

    private static ExportFormat formatOf(ExportQuery query, RoutingContext http) {
        Format wanted =
                query.format() != null ? query.format() : NDJSON.isPreferredTo(CSV, http) ? Format.NDJSON : Format.CSV;
        return switch (wanted) {
            case CSV -> new Csv();
            case NDJSON -> new Ndjson();
        };
    }
}
