package io.heliograph.gateway.rpc;

import io.heliograph.contracts.catalogue.Catalogue;
import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.events.ExportQuery;
import io.heliograph.contracts.hub.Nothing;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Operation.Style;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.Problem.FieldProblem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.settings.Nearest;
import io.heliograph.gateway.Calls;
import io.heliograph.gateway.Departure;
import io.heliograph.gateway.Ingestion;
import io.heliograph.intake.BodyFormat;
import io.heliograph.web.audit.Concerned;
import io.heliograph.web.limits.Admission;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Every operation of the catalogue by its name and its aliases, and {@code rpc.discover}. */
final class RpcMethods {
    private static final Nothing NOTHING = new Nothing();

    /** What is longer was not meant to be one of ours. */
    private static final int LONGEST_NAME = 64;

    private final Vertx vertx;
    private final Calls calls;
    private final Ingestion ingestion;
    private final Map<String, Served> byName = new HashMap<>();

    /** A method, for a caller who may leave while it waits for something. */
    @FunctionalInterface
    private interface Served {
        Future<Outcome> call(Caller caller, Params params, Departure departure);
    }

    RpcMethods(Vertx vertx, Calls calls, Ingestion ingestion, Supplier<byte[]> openRpc) {
        this.vertx = vertx;
        this.calls = calls;
        this.ingestion = ingestion;
        for (Operation<?, ?> operation : Catalogue.ALL) {
            if (operation.style() != Style.SOCKET) {
                Served method = methodOf(operation);
                byName.put(operation.name(), method);
                operation.aliases().forEach(alias -> byName.put(alias, method));
            }
        }
        byName.put("rpc.discover", (caller, params, departure) -> discover(openRpc, params));
    }

    /** The method of this name, which waits no longer than until the departure; one that says so if there is none. */
    RpcMethod of(String name, Departure departure) {
        Served known = byName.get(name);
        return known != null
                ? (caller, params) -> known.call(caller, params, departure)
                : (caller, params) -> unknown(name, byName.keySet());
    }

    private <I extends Record, O extends Record> Served methodOf(Operation<I, O> operation) {
        return switch (operation.style()) {
            case INGEST -> this::ingest;
            case STREAM -> this::page;
            default -> (caller, params, departure) -> call(operation, caller, input(operation, params), departure);
        };
    }

    /** What changes something is told to the audit trail with the ids that it concerns. */
    private <I extends Record, O extends Record> Future<Outcome> call(
            Operation<I, O> operation, Caller caller, I input, Departure departure) {
        Future<O> answered = calls.call(operation, caller, input, departure);
        if (!operation.changing()) {
            return answered.map(Outcome::of);
        }
        return answered.transform(done -> done.cause() instanceof Refused refused
                ? Future.succeededFuture(Outcome.refused(refused.problem()).concerning(Concerned.in(input)))
                : answered.map(output -> Outcome.of(output).concerning(Concerned.in(input, output))));
    }

    /** The parameters are what POST /events takes as its body. */
    private Future<Outcome> ingest(Caller caller, Params params, Departure departure) {
        if (params.isNone()) {
            throw new Refused(
                    Problem.of(ProblemKind.MISSING_PARAMETER, List.of(new FieldProblem("type", "is required"))));
        }
        Admission.Place place = ingestion.enter(caller);
        return ingestion
                .take(place, params.bytes(), BodyFormat.JSON, caller.project(), null)
                .onComplete(answered -> place.leave())
                .map(receipt -> {
                    Problem refusal = Ingestion.refusalOf(receipt);
                    return refusal == null ? Outcome.of(receipt) : Outcome.refused(refusal, receipt);
                });
    }

    /** There is nothing to stream into: a page, and where the next one begins. */
    private Future<Outcome> page(Caller caller, Params params, Departure departure) {
        ExportQuery query = params.as(ExportQuery.class);
        return calls.call(EventOperations.EXPORT, caller, query, departure).map(Outcome::of);
    }

    private Future<Outcome> discover(Supplier<byte[]> openRpc, Params params) {
        params.as(Nothing.class);
        // The first one writes it, which takes a moment.
        return vertx.executeBlocking(openRpc::get, false).map(document -> Outcome.ofJson(document, () -> {}));
    }

    private static <I extends Record> I input(Operation<I, ?> operation, Params params) {
        return params.isNone() && operation.input() == Nothing.class
                ? operation.input().cast(NOTHING)
                : params.as(operation.input());
    }

    static Future<Outcome> unknown(String name, Collection<String> known) {
        String near = name.length() > LONGEST_NAME
                ? ""
                : Nearest.to(name, known)
                        .map(other -> "; did you mean " + other + "?")
                        .orElse("");
        throw new Refused(ProblemKind.NO_SUCH_METHOD, ProblemKind.NO_SUCH_METHOD.title() + near);
    }
}
