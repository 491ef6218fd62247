package io.heliograph.gateway.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.web.Answers;
import java.util.List;

/** The routes that are no operations: all GET, and but for the metrics none asks for a credential. */
final class PlainRoutes {
    /** One line of the document: a path, and what is said of it. */
    record Entry(String path, String tag, ObjectNode item) {}

    private static final String TEXT = "text/plain";

    private final Schemas schemas;

    PlainRoutes(Schemas schemas) {
        this.schemas = schemas;
    }

    List<Entry> entries() {
        return List.of(
                entry("/health", "health", "Tells how each part of the node is.", Answers.JSON, object(), true),
                entry("/health/live", "health", "Tells that the process turns.", Answers.JSON, object(), false),
                entry("/health/ready", "health", "Tells whether to send calls here.", Answers.JSON, object(), true),
                metrics(),
                entry("/openapi.json", "hub", "Gives this document.", Answers.JSON, object(), false),
                entry("/openrpc.json", "hub", "Describes the JSON-RPC methods.", Answers.JSON, object(), false),
                entry("/asyncapi.json", "hub", "Describes what is pushed.", Answers.JSON, object(), false),
                entry("/problems", "problems", "Lists all kinds of problem.", Answers.JSON, cards(), false),
                problem());
    }

    private Entry entry(
            String path, String tag, String summary, String contentType, ObjectNode schema, boolean may503) {
        ObjectNode item = node().put("operationId", idOf(path)).put("summary", summary);
        item.putArray("security");
        ObjectNode responses = item.putObject("responses");
        ObjectNode success = responses.putObject("200").put("description", summary);
        success.putObject("content").putObject(contentType).set("schema", schema);
        new ProblemResponses(schemas).addOfDoors(responses, path);
        if (may503) {
            ObjectNode unwell = responses.putObject("503").put("description", "Not at the moment; the body says why.");
            unwell.putObject("content").putObject(contentType).set("schema", schema.deepCopy());
        }
        return new Entry(path, tag, item);
    }

    private Entry metrics() {
        Entry entry = entry(
                "/metrics",
                "hub",
                "Gives the node's metrics to Prometheus; takes the scope metrics:read, and projects:manage for more than the own project.",
                TEXT,
                text(),
                false);
        entry.item().remove("security");
        ObjectNode responses = entry.item().withObjectProperty("responses");
        for (ProblemKind kind : List.of(ProblemKind.UNAUTHENTICATED, ProblemKind.FORBIDDEN)) {
            responses.set(
                    Integer.toString(kind.status()), new ProblemResponses(schemas).response("/metrics", List.of(kind)));
        }
        return entry;
    }

    private Entry problem() {
        String path = "/problems/{code}";
        Entry entry = entry(path, "problems", "Explains one kind of problem.", Answers.JSON, card(), false);
        ObjectNode parameter = node().put("name", "code").put("in", "path").put("required", true);
        parameter.putObject("schema").put("type", "string");
        parameter.put("example", ProblemKind.BAD_CURSOR.code());
        entry.item().putArray("parameters").add(parameter);
        entry.item()
                .withObjectProperty("responses")
                .set("404", new ProblemResponses(schemas).response(path, List.of(ProblemKind.NOT_FOUND)));
        return entry;
    }

    /** /health/live is health.live; operations have ids of the same kind. */
    private static String idOf(String path) {
        return path.substring(1).replaceAll("[{}]", "").replace('/', '.');
    }

    private ObjectNode cards() {
        ObjectNode cards = node().put("type", "array");
        cards.set("items", card());
        return cards;
    }

    private ObjectNode card() {
        return schemas.reference(ProblemCard.class);
    }

    private static ObjectNode object() {
        return node().put("type", "object");
    }

    private static ObjectNode text() {
        return node().put("type", "string");
    }

    private static ObjectNode node() {
        return Json.HTTP.createObjectNode();
    }
}
