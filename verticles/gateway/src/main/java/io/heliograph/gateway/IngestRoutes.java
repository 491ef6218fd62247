package io.heliograph.gateway;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.events.IngestReceipt;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.flow.Balance;
import io.heliograph.intake.BodyFormat;
import io.heliograph.intake.EventBatch;
import io.heliograph.intake.IdempotencyKey;
import io.heliograph.intake.Intake;
import io.heliograph.journal.Journal;
import io.heliograph.web.Answers;
import io.heliograph.web.Bodies;
import io.heliograph.web.ProblemAnswers;
import io.heliograph.web.RouteGroup;
import io.heliograph.web.access.Authentication;
import io.heliograph.web.limits.Admission;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;

/** POST /events: intake, journal, and only then the answer. */
public final class IngestRoutes implements RouteGroup {
    /** Reading more than this would hold the event loop for longer than a few milliseconds. */
    private static final int READ_INLINE = 256 << 10;

    private final Vertx vertx;
    private final AppendNotices notices;
    private final Bodies bodies;
    private final Intake intake;
    private final Journal journal;
    private final Balance balance;
    private final Admission admission;

    public IngestRoutes(
            Vertx vertx, Bus bus, Bodies bodies, Intake intake, Journal journal, Balance balance, Admission admission) {
        this.vertx = vertx;
        this.notices = new AppendNotices(vertx, bus);
        this.bodies = bodies;
        this.intake = intake;
        this.journal = journal;
        this.balance = balance;
        this.admission = admission;
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
        Admission.Place place = admission.enter(caller.project());
        http.addEndHandler(sent -> place.leave());
        bodies.read(http)
                .compose(body ->
                        read(body, format, caller.project(), key).map(batch -> charged(place, batch, body.length())))
                .compose(batch -> keep(place, batch))
                .onSuccess(batch -> answer(http, success, batch))
                .onFailure(http::fail);
    }

    private Future<EventBatch> read(Buffer body, BodyFormat format, String project, IdempotencyKey key) {
        return body.length() <= READ_INLINE
                ? Future.succeededFuture(body).map(bytes -> intake.read(bytes, format, project, key))
                : vertx.executeBlocking(() -> intake.read(body, format, project, key), false);
    }

    /** Whatever was read has cost the hub its reading, so bad events and repeats count too. */
    private static EventBatch charged(Admission.Place place, EventBatch batch, int bytes) {
        place.charge(batch.received(), bytes);
        return batch;
    }

    private Future<EventBatch> keep(Admission.Place place, EventBatch batch) {
        if (batch.count() == 0) {
            return Future.succeededFuture(batch);
        }
        int bytes = batch.bytes().remaining();
        return place.append(bytes, () -> journal.append(batch)).map(end -> {
            intake.remember(batch);
            notices.appended(end);
            return batch;
        });
    }

    private void answer(RoutingContext http, int success, EventBatch batch) {
        IngestReceipt receipt = batch.receipt();
        balance.answered(batch.project(), receipt.accepted(), receipt.rejected().size(), receipt.duplicates());
        if (receipt.accepted() > 0 || receipt.duplicates() > 0) {
            Answers.send(http, success, receipt);
        } else {
            ProblemAnswers.answer(http, nothingAccepted(receipt), receipt);
        }
    }

    /** A single event's own problem, or that of the batch. */
    private static Problem nothingAccepted(IngestReceipt receipt) {
        if (receipt.rejected().size() > 1) {
            return Problem.of(ProblemKind.NOTHING_ACCEPTED, ProblemKind.NOTHING_ACCEPTED.title());
        }
        IngestReceipt.Rejection only = receipt.rejected().get(0);
        return Problem.of(ProblemKind.byCode(only.code()).orElseThrow(), only.detail());
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
