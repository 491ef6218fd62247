package io.heliograph.gateway.rpc;

import io.heliograph.contracts.problems.Problem;
import java.util.List;

/** What one body or frame held: one request, a batch of them, or nothing that could be read. */
record RpcMessage(List<RpcRequest> requests, boolean isBatch, Problem fault) {
    static RpcMessage refused(Problem fault) {
        return new RpcMessage(List.of(), false, fault);
    }
}
