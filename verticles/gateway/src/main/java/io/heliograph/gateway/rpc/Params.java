package io.heliograph.gateway.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.operations.Whole;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.Inputs;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.lang.reflect.RecordComponent;

/** The parameters of a request as they came: a part of the message's bytes, which are an object or an array. */
record Params(byte[] message, int from, int to) {
    /** A request without any. */
    static final Params NONE = new Params(new byte[0], 0, 0);

    boolean isNone() {
        return from == to;
    }

    Buffer bytes() {
        return Buffer.buffer(to - from).appendBytes(message, from, to - from);
    }

    /** Makes the input of an operation, by names, or by positions in the order of its components. */
    <I extends Record> I as(Class<I> type) {
        if (type.isAnnotationPresent(Whole.class)) {
            return Inputs.whole(type, isNone() ? Buffer.buffer("{}") : bytes());
        }
        if (isNone()) {
            return Inputs.read(type, Json.HTTP.createObjectNode());
        }
        JsonNode tree = tree();
        return Inputs.read(type, tree instanceof ArrayNode values ? named(type, values) : (ObjectNode) tree);
    }

    private JsonNode tree() {
        try {
            return Json.HTTP.readTree(message, from, to - from);
        } catch (IOException e) {
            // It was read as JSON before, so all that is left is a name that stands twice.
            throw new Refused(ProblemKind.INVALID_PARAMETER, "A name stands twice in one object.");
        }
    }

    private static ObjectNode named(Class<?> type, ArrayNode values) {
        RecordComponent[] components = type.getRecordComponents();
        if (values.size() > components.length) {
            throw new Refused(
                    ProblemKind.INVALID_PARAMETER,
                    "There are " + values.size() + " values for " + components.length + " parameters.");
        }
        ObjectNode named = Json.HTTP.createObjectNode();
        for (int place = 0; place < values.size(); place++) {
            named.set(Inputs.nameOf(components[place]), values.get(place));
        }
        return named;
    }
}
