package io.heliograph.gateway;

import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.events.IngestReceipt;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.intake.BodyFormat;
import io.heliograph.intake.IdempotencyKey;
import io.heliograph.web.Answers;
import io.heliograph.web.Bodies;
import io.heliograph.web.ProblemAnswers;
import io.heliograph.web.RouteGroup;
import io.heliograph.web.access.Authentication;
import io.heliograph.web.limits.Admission;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;

/** POST /events: a body to the ingestion, and only then the answer. */
public final class IngestRoutes implements RouteGroup {
    private final Bodies bodies;
    private final Ingestion ingestion;

    public IngestRoutes(Bodies bodies, Ingestion ingestion) {
        this.bodies = bodies;
        this.ingestion = ingestion;
    }

    @Override
    public void mount(Router router) {
        EventOperations.INGEST
                .rest()
                .forEach(rest ->
                        router.post(OperationRoutes.pattern(rest.path())).handler(http -> accept(http, rest.status())));
    }

    private void accept(RoutingContext http, int success) {
        Caller caller = Authentication.caller(http);
        caller.require(EventOperations.INGEST.scope());
        BodyFormat format = formatOf(http.request().getHeader(HttpHeaders.CONTENT_TYPE));
        IdempotencyKey key = keyOf(http.request().headers().getAll(IdempotencyKey.HEADER));
        Admission.Place place = ingestion.enter(caller);
        http.addEndHandler(sent -> place.leave());
        bodies.read(http)
                .compose(body -> ingestion.take(place, body, format, caller.project(), key))
                .onSuccess(receipt -> answer(http, success, receipt))
                .onFailure(http::fail);
    }

    private static void answer(RoutingContext http, int success, IngestReceipt receipt) {
        Problem refusal = Ingestion.refusalOf(receipt);
        if (refusal == null) {
            Answers.send(http, success, receipt);
        } else {
            ProblemAnswers.answer(http, refusal, receipt);
        }
    }

    private static IdempotencyKey keyOf(List<String> values) {
        if (values.size() > 1) {
            throw Refused.parameter(IdempotencyKey.HEADER, "stands more than once; send one");
        }
        return values.isEmpty() ? null : new IdempotencyKey(values.get(0));
    }

    private static BodyFormat formatOf(String contentType) {
        String type = contentType == null ? "application/json" : contentType.toLowerCase(Locale.ROOT);
        int parameters = type.indexOf(';');
        if (parameters >= 0) {
            for (String parameter : type.substring(parameters).split(";")) {
                String plain = parameter.replace(" ", "").replace("\"", "");
                if (plain.startsWith("charset=") && !plain.equals("charset=utf-8")) {
                    throw new Refused(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "Bodies are UTF-8.");
                }
            }
            type = type.substring(0, parameters);
        }
        return switch (type.strip()) {
            case "application/json" -> BodyFormat.JSON;
            case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/json-lines" ->
                BodyFormat.NDJSON;
            case "application/msgpack", "application/x-msgpack", "application/vnd.msgpack" -> BodyFormat.MESSAGEPACK;
            default ->
                throw new Refused(
                        ProblemKind.UNSUPPORTED_MEDIA_TYPE,
                        "Content-Type is to be application/json, application/x-ndjson or application/msgpack.");
        };
    }
}
