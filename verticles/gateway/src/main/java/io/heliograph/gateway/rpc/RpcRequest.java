package io.heliograph.gateway.rpc;

import io.heliograph.contracts.problems.Problem;

/**
 * One request of a message: its id as the bytes that came, and either a method with its parameters or what is wrong with
 * it. A request without an id is a notification, unless it is no request at all.
 */
record RpcRequest(byte[] id, String method, Params params, Problem fault) {
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    static RpcRequest faulty(byte[] id, Problem fault) {
        return new RpcRequest(id == null ? NULL : id, null, Params.NONE, fault);
    }

    /** What answers a request: the hub asks nothing that way, so there is nothing to match it with. */
    static RpcRequest response() {
        return new RpcRequest(NULL, null, null, RequestReader.invalid("This is a response, not a request."));
    }

    boolean isResponse() {
        return params == null;
    }

    boolean isNotification() {
        return id == null;
    }

    /** What stands for an id that nobody knows. */
    static byte[] nullId() {
        return NULL;
    }
}
