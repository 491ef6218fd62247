package io.heliograph.gateway.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.gateway.documents.RpcError;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** The one place that writes responses and notifications. */
final class Responses {
    private static final int PARSE_ERROR = -32700;
    private static final int INVALID_PARAMS = -32602;

    private static final byte[] RESULT = bytes("{\"jsonrpc\":\"2.0\",\"result\":");
    private static final byte[] ERROR = bytes("{\"jsonrpc\":\"2.0\",\"error\":");
    private static final byte[] ID = bytes(",\"id\":");
    private static final int AROUND = 64;

    private Responses() {}

    static Buffer response(byte[] id, Outcome outcome) {
        return outcome.problem() == null
                ? around(RESULT, outcome.result(), id)
                : around(ERROR, json(errorOf(outcome, INVALID_PARAMS)), id);
    }

    /** The answer to what could not be read, or is no request. */
    static Buffer fault(byte[] id, Problem problem) {
        return around(ERROR, json(errorOf(Outcome.refused(problem), PARSE_ERROR)), id);
    }

    static RpcError errorOf(Problem problem) {
        return errorOf(Outcome.refused(problem), INVALID_PARAMS);
    }

    /** That the message is no JSON can be said only of all of it; what one method cannot read is its parameters. */
    private static RpcError errorOf(Outcome outcome, int unreadable) {
        Problem problem = outcome.problem();
        ProblemKind kind = problem.kind();
        int code = kind.rpcCode() == PARSE_ERROR ? unreadable : kind.rpcCode();
        RpcError.ErrorData data = new RpcError.ErrorData(
                kind.code(),
                kind.status(),
                problem.detail(),
                kind.advice(),
                problem.errors(),
                problem.retryAfterSeconds() > 0 ? problem.retryAfterSeconds() : null,
                outcome.receipt());
        return new RpcError(code, messageOf(code, problem), data);
    }

    /** For the codes of the specification its own words. */
    private static String messageOf(int code, Problem problem) {
        return switch (code) {
            case PARSE_ERROR -> "Parse error";
            case -32600 -> "Invalid Request";
            case -32601 -> "Method not found";
            case INVALID_PARAMS -> "Invalid params";
            case -32603 -> "Internal error";
            default -> problem.detail();
        };
    }

    private static Buffer around(byte[] head, byte[] value, byte[] id) {
        return Buffer.buffer(value.length + id.length + AROUND)
                .appendBytes(head)
                .appendBytes(value)
                .appendBytes(ID)
                .appendBytes(id)
                .appendByte((byte) '}');
    }

    static byte[] json(Object value) {
        try {
            return Json.HTTP.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an error can always be written", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
