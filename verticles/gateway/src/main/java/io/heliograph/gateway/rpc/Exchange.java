package io.heliograph.gateway.rpc;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.Refusals;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a message, whichever way it came: reads it, does what it asks, and writes what there is to say. */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** Reading more than this would hold the event loop for longer than a few milliseconds. */
    private static final int READ_INLINE = 256 << 10;

    private final Vertx vertx;
    private final RpcConfig config;
    private final RequestReader reader;
    private final Refusals refusals;

    Exchange(Vertx vertx, RpcConfig config, Refusals refusals) {
        this.vertx = vertx;
        this.config = config;
        this.reader = new RequestReader(config);
        this.refusals = refusals;
    }

    Future<RpcMessage> read(Buffer bytes) {
        return bytes.length() <= READ_INLINE
                ? Future.succeededFuture(reader.read(bytes.getBytes()))
                : vertx.executeBlocking(() -> reader.read(bytes.getBytes()), false);
    }

    /** Never fails. */
    Future<Reply> answer(RpcMessage message, Caller caller, Function<String, RpcMethod> methods, RpcAudit audit) {
        if (message.fault() != null) {
            return Future.succeededFuture(Reply.of(Responses.fault(RpcRequest.nullId(), message.fault())));
        }
        List<RpcRequest> requests = message.requests();
        return message.isBatch()
                ? new BatchRun(config, requests, request -> answer(request, caller, methods, audit)).run()
                : answer(requests.get(0), caller, methods, audit);
    }

    private Future<Reply> answer(
            RpcRequest request, Caller caller, Function<String, RpcMethod> methods, RpcAudit audit) {
        if (request.fault() != null) {
            return Future.succeededFuture(Reply.of(Responses.fault(request.id(), request.fault())));
        }
        return call(request.method(), request.params(), caller, methods, audit)
                .map(outcome -> new Reply(
                        request.isNotification() ? null : Responses.response(request.id(), outcome), outcome.then()));
    }

    /** Does what a method does, and tells those who keep account of it. Never fails. */
    Future<Outcome> call(
            String method, Params params, Caller caller, Function<String, RpcMethod> methods, RpcAudit audit) {
        return begin(method, params, caller, methods)
                .otherwise(cause -> Outcome.refused(problemOf(method, cause)))
                .onSuccess(outcome -> {
                    audit.tell(caller, method, outcome);
                    if (outcome.problem() != null) {
                        refusals.count(caller, outcome.problem());
                    }
                });
    }

    private static Future<Outcome> begin(
            String method, Params params, Caller caller, Function<String, RpcMethod> methods) {
        try {
            return methods.apply(method).call(caller, params);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private static Problem problemOf(String method, Throwable cause) {
        if (cause instanceof Refused refused) {
            return refused.problem();
        }
        LOG.error("{} failed", method, cause);
        return Problem.of(ProblemKind.INTERNAL, ProblemKind.INTERNAL.title());
    }
}
