package io.heliograph.gateway.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads messages token by token: the whole of one before any of it is done, and nothing twice. Ids and parameters stay the
 * bytes that came. Safe for many threads.
 */
final class RequestReader {
    private static final String VERSION = "2.0";

    private final int maxBatch;
    private final int maxDepth;
    private final JsonFactory json;

    RequestReader(RpcConfig config) {
        maxBatch = config.maxBatch();
        maxDepth = config.maxDepth();
        json = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    RpcMessage read(byte[] message) {
        String fault = WellFormed.faultOf(message);
        if (fault != null) {
            return RpcMessage.refused(Problem.of(ProblemKind.MALFORMED_JSON, fault));
        }
        try (JsonParser in = json.createParser(message)) {
            return read(in, message);
        } catch (StreamConstraintsException e) {
            return RpcMessage.refused(Problem.of(
                    ProblemKind.MALFORMED_JSON,
                    "The message is nested deeper than " + maxDepth
                            + " levels (rpc.max-depth), or has a name or number of absurd length."));
        } catch (JsonProcessingException e) {
            return RpcMessage.refused(Problem.of(ProblemKind.MALFORMED_JSON, whereOf(e)));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can always be read", e);
        }
    }

    private RpcMessage read(JsonParser in, byte[] message) throws IOException {
        JsonToken first = in.nextToken();
        if (first == null) {
            return RpcMessage.refused(Problem.of(ProblemKind.MALFORMED_JSON, "The message is empty."));
        }
        boolean isBatch = first == JsonToken.START_ARRAY;
        List<RpcRequest> requests = isBatch ? batch(in, message) : List.of(request(in, message));
        if (requests.size() > maxBatch) {
            return RpcMessage.refused(invalid("A batch holds " + maxBatch + " requests at the most (rpc.max-batch)."));
        }
        if (in.nextToken() != null) {
            return RpcMessage.refused(
                    Problem.of(ProblemKind.MALFORMED_JSON, "Something follows the end of the message."));
        }
        return requests.isEmpty()
                ? RpcMessage.refused(invalid("A batch holds one request at least."))
                : new RpcMessage(requests, isBatch, null);
    }

    /** Reads one more than may be at the most, which tells that there are too many. */
    private List<RpcRequest> batch(JsonParser in, byte[] message) throws IOException {
        List<RpcRequest> requests = new ArrayList<>();
        while (requests.size() <= maxBatch && in.nextToken() != JsonToken.END_ARRAY) {
            requests.add(request(in, message));
        }
        return requests;
    }

    private static RpcRequest request(JsonParser in, byte[] message) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return RpcRequest.faulty(null, invalid("A request is a JSON object."));
        }
        Envelope envelope = new Envelope();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            switch (name) {
                case "jsonrpc" ->
                    envelope.version(
                            value == JsonToken.VALUE_STRING && in.getText().equals(VERSION));
                case "method" -> envelope.method(value == JsonToken.VALUE_STRING ? in.getText() : null);
                case "id" -> envelope.id(value.isScalarValue() && !isBoolean(value) ? bytesOf(in, message) : skip(in));
                case "params" -> envelope.params(value.isStructStart() ? spanOf(in, message) : null);
                default -> {
                    envelope.other(name);
                    in.skipChildren();
                }
            }
        }
        return envelope.request();
    }

    private static boolean isBoolean(JsonToken value) {
        return value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE;
    }

    private static byte[] skip(JsonParser in) throws IOException {
        in.skipChildren();
        return null;
    }

    private static byte[] bytesOf(JsonParser in, byte[] message) throws IOException {
        int from = (int) in.currentTokenLocation().getByteOffset();
        in.finishToken();
        return Arrays.copyOfRange(message, from, (int) in.currentLocation().getByteOffset());
    }

    static Params spanOf(JsonParser in, byte[] message) throws IOException {
        int from = (int) in.currentTokenLocation().getByteOffset();
        in.skipChildren();
        return new Params(message, from, (int) in.currentLocation().getByteOffset());
    }

    static Problem invalid(String detail) {
        return Problem.of(ProblemKind.INVALID_REQUEST, detail);
    }

    private static String whereOf(JsonProcessingException e) {
        return "The message is not valid JSON at byte "
                + (e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset())) + ".";
    }
}
