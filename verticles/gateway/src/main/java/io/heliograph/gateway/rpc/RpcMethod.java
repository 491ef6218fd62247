package io.heliograph.gateway.rpc;

import io.heliograph.contracts.operations.Caller;
import io.vertx.core.Future;

/** What a name stands for. */
@FunctionalInterface
interface RpcMethod {
    /** Fails with {@link io.heliograph.contracts.problems.Refused}, or throws it. */
    Future<Outcome> call(Caller caller, Params params);
}
