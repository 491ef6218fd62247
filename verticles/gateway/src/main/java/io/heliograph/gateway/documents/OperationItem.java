package io.heliograph.gateway.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Operation.Rest;
import io.heliograph.contracts.operations.Operation.Style;
import io.heliograph.web.Answers;
import io.heliograph.web.Inputs;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;

/** What the document says about one operation at one of its paths. */
final class OperationItem {
    private final Schemas schemas;
    private final Operation<?, ?> operation;
    private final Rest rest;

    OperationItem(Schemas schemas, Operation<?, ?> operation, Rest rest) {
        this.schemas = schemas;
        this.operation = operation;
        this.rest = rest;
    }

    ObjectNode write() {
        ObjectNode item = node().put("operationId", id())
                .put("summary", operation.summary())
                .put("description", "Takes the scope `" + operation.scope() + "`.");
        ArrayNode parameters = parameters();
        if (!parameters.isEmpty()) {
            item.set("parameters", parameters);
        }
        if (operation.style() == Style.INGEST) {
            item.set("requestBody", new IngestBody(schemas).write(operation.input()));
        } else if (hasBody()) {
            item.set("requestBody", body());
        }
        item.set("responses", responses());
        return item;
    }

    /** The operation's name; ids are unique, so a further path of the same operation counts on. */
    private String id() {
        int place = operation.rest().indexOf(rest);
        return place == 0 ? operation.name() : operation.name() + "-" + (place + 1);
    }

    private ArrayNode parameters() {
        ArrayNode parameters = Json.HTTP.createArrayNode();
        if (operation.style() == Style.INGEST) {
            parameters.add(IngestBody.idempotencyKey());
        }
        inputs().filter(this::inPath).forEach(component -> parameters.add(parameter(component, "path")));
        if (!rest.takesBody()) {
            beyondPath().forEach(component -> parameters.add(parameter(component, "query")));
        }
        return parameters;
    }

    private ObjectNode parameter(RecordComponent component, String in) {
        ObjectNode schema = schemas.value(component);
        ObjectNode parameter = node().put("name", Inputs.nameOf(component)).put("in", in);
        JsonNode description = schema.remove("description");
        if (description != null) {
            parameter.set("description", description);
        }
        parameter.put("required", in.equals("path") || Schemas.required(component));
        parameter.set("schema", schema);
        return parameter;
    }

    private boolean hasBody() {
        return rest.takesBody() && !beyondPath().isEmpty();
    }

    private ObjectNode body() {
        List<RecordComponent> members = beyondPath();
        boolean whole = members.size() == Schemas.members(operation.input()).size();
        ObjectNode body = node().put("required", members.stream().anyMatch(Schemas::required));
        body.putObject("content")
                .putObject(Answers.JSON)
                .set("schema", whole ? schemas.reference(operation.input()) : schemas.object(members));
        return body;
    }

    private ObjectNode responses() {
        ObjectNode responses = node();
        ObjectNode success = responses.putObject(Integer.toString(rest.status()));
        success.put("description", operation.summary());
        success.set("content", operation.style() == Style.STREAM ? streamed() : answer());
        new ProblemResponses(schemas).addTo(responses, operation, rest);
        return responses;
    }

    private ObjectNode answer() {
        ObjectNode content = node();
        content.putObject(Answers.JSON).set("schema", schemas.reference(operation.output()));
        content.putObject(Answers.MESSAGE_PACK).set("schema", schemas.reference(operation.output()));
        return content;
    }

    private static ObjectNode streamed() {
        ObjectNode content = node();
        content.putObject("text/csv")
                .putObject("schema")
                .put("type", "string")
                .put("description", "RFC 4180 with a head line");
        content.putObject("application/x-ndjson")
                .putObject("schema")
                .put("type", "string")
                .put("description", "One JSON object a line");
        return content;
    }

    private List<RecordComponent> beyondPath() {
        return inputs().filter(component -> !inPath(component)).toList();
    }

    private boolean inPath(RecordComponent component) {
        return rest.path().contains("{" + Inputs.nameOf(component) + "}");
    }

    private Stream<RecordComponent> inputs() {
        return operation.style() == Style.INGEST ? Stream.empty() : Schemas.members(operation.input()).stream();
    }

    private static ObjectNode node() {
        return Json.HTTP.createObjectNode();
    }
}
