package io.heliograph.gateway.rpc;

/** What the members of one request object said so far; the first thing that was wrong with them stays. */
final class Envelope {
    private boolean version;
    private String method;
    private byte[] id;
    private Params params;
    private boolean hasVersion;
    private boolean hasMethod;
    private boolean hasId;
    private boolean isResponse;
    private String fault;

    void version(boolean right) {
        if (hasVersion) {
            twice("jsonrpc");
        }
        hasVersion = true;
        version = right;
    }

    void method(String name) {
        if (hasMethod) {
            twice("method");
        }
        hasMethod = true;
        method = name;
    }

    /** Null stands for what cannot be an id. Of two nobody can tell which one the caller waits for. */
    void id(byte[] text) {
        if (hasId) {
            twice("id");
        }
        id = hasId ? null : text;
        hasId = true;
    }

    /** Null stands for what cannot be parameters. */
    void params(Params span) {
        if (params != null) {
            twice("params");
        }
        if (span == null) {
            wrong("'params' is to be an object or an array.");
        }
        params = span;
    }

    void other(String name) {
        isResponse |= name.equals("result") || name.equals("error");
    }

    RpcRequest request() {
        if (isResponse && !hasMethod) {
            return RpcRequest.response();
        }
        if (!version) {
            wrong("'jsonrpc' is to be the string \"2.0\".");
        }
        if (method == null) {
            wrong("'method' is to be a string.");
        }
        if (hasId && id == null) {
            wrong("'id' is to be a string, a number or null.");
        }
        return fault == null
                ? new RpcRequest(id, method, params == null ? Params.NONE : params, null)
                : RpcRequest.faulty(id, RequestReader.invalid(fault));
    }

    private void twice(String name) {
        wrong("'" + name + "' stands twice.");
    }

    private void wrong(String what) {
        fault = fault == null ? what : fault;
    }
}
