package io.heliograph.gateway.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Operation.Style;
import io.heliograph.web.Inputs;
import java.lang.reflect.RecordComponent;

/** What the OpenRPC document says about one operation. */
final class RpcMethodItem {
    private final Schemas schemas;
    private final Operation<?, ?> operation;

    RpcMethodItem(Schemas schemas, Operation<?, ?> operation) {
        this.schemas = schemas;
        this.operation = operation;
    }

    ObjectNode write() {
        ObjectNode method = Json.HTTP
                .createObjectNode()
                .put("name", operation.name())
                .put("summary", operation.summary())
                .put("description", description())
                .put("paramStructure", operation.style() == Style.INGEST ? "by-name" : "either");
        method.putArray("tags")
                .addObject()
                .put("name", operation.name().substring(0, operation.name().indexOf('.')));
        ArrayNode params = method.putArray("params");
        for (RecordComponent component : operation.input().getRecordComponents()) {
            params.add(param(component));
        }
        method.putObject("result")
                .put("name", operation.output().getSimpleName())
                .set("schema", schemas.reference(operation.output()));
        ArrayNode errors = method.putArray("errors");
        ProblemResponses.ofMethod(operation)
                .forEach(kind -> errors.addObject().put("$ref", "#/components/errors/" + kind.code()));
        return method;
    }

    /** The same under another name. */
    ObjectNode write(String alias) {
        return write().put("name", alias).put("x-alias-of", operation.name());
    }

    private String description() {
        String scope = scope(operation);
        return switch (operation.style()) {
            case INGEST ->
                scope + " The parameters are what POST /events takes as its body: the members of one event, or"
                        + " {\"events\": […]}, or an array whose every element is an event.";
            case STREAM -> scope + " Answers a page, and in `next` where the one after it begins.";
            case SOCKET -> scope + " By WebSocket only.";
            default -> scope;
        };
    }

    static String scope(Operation<?, ?> operation) {
        return "Takes the scope `" + operation.scope() + "`.";
    }

    private ObjectNode param(RecordComponent component) {
        ObjectNode schema = schemas.value(component);
        ObjectNode param = Json.HTTP.createObjectNode().put("name", Inputs.nameOf(component));
        JsonNode description = schema.remove("description");
        if (description != null) {
            param.set("description", description);
        }
        param.put("required", operation.style() != Style.INGEST && Schemas.required(component));
        param.set("schema", schema);
        return param;
    }
}
