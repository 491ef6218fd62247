package io.heliograph.gateway.documents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.json.Json;
import io.heliograph.intake.IdempotencyKey;
import io.heliograph.web.Answers;
import java.util.List;

/** The bodies that a door takes events in: one, many, and a line each. */
final class IngestBody {
    private static final String ABOUT = """
            One event, an array of events, an object that holds them in `events`, or one event a line as NDJSON; \
            all but the lines in MessagePack too. \
            Members of an event that are not named here become part of its payload; \
            a timestamp may also be epoch milliseconds. \
            The body may come packed, with `Content-Encoding: gzip` or `zstd`.""";

    /** No time of its own: whenever it is tried, a fixed one would be too old or not yet. */
    private static final String VITALS = """
            {"type": "telemetry.update", "agent_id": "agent-7", "payload": {"hr": 72, "temp": 36.7}}""";

    private static final String GPU = """
            {"type": "hardware.gpu", "source": "render-3", "agent_id": "gpu-worker-1", "id": "render-3-000017",
             "payload": {"gpu": 0, "utilization": 0.93, "memory_mib": 30120, "temperature": 71.5, "power_w": 287}}""";

    private static final String INTERACTION = """
            {"type": "llm.interaction", "source": "planner", "agent_id": "agent-7",
             "payload": {"model": "small-1", "tokens_in": 812, "tokens_out": 164, "latency_ms": 930}}""";

    private static final String ABOUT_KEY = """
            Names the request, for senders that give their events no ids: each event without one gets an id from this key \
            and its place in the body, so that a request that is sent again under its key is stored once, as with ids of \
            its own. It is answered with `duplicates` where the node remembers it, and else as accepted. What stands at a place under a key counts as the same event, whatever it says.""";

    private final Schemas schemas;

    IngestBody(Schemas schemas) {
        this.schemas = schemas;
    }

    static List<JsonNode> exampleEvents() {
        return List.of(parse(VITALS), parse(GPU), parse(INTERACTION));
    }

    ObjectNode write(Class<?> event) {
        ObjectNode body = node().put("description", ABOUT).put("required", true);
        ObjectNode content = body.putObject("content");
        ObjectNode json = content.putObject(Answers.JSON);
        json.putObject("schema").set("oneOf", forms(event));
        json.set("examples", examples());
        ObjectNode lines = content.putObject("application/x-ndjson");
        lines.putObject("schema").put("type", "string").put("description", "One event a line");
        lines.put("example", exampleLines());
        ObjectNode packed = content.putObject("application/msgpack").putObject("schema");
        packed.put("type", "string").put("format", "binary").put("description", "The same forms as in JSON");
        return body;
    }

    /** The header that names a whole request. */
    static ObjectNode idempotencyKey() {
        ObjectNode header = node().put("name", IdempotencyKey.HEADER).put("in", "header");
        header.put("description", ABOUT_KEY).put("required", false);
        header.putObject("schema")
                .put("type", "string")
                .put("minLength", 1)
                .put("maxLength", IdempotencyKey.MAX_LENGTH)
                .put("pattern", "^[!-~]+$");
        return header.put("example", "render-3-2026-01-31-000017");
    }

    private ArrayNode forms(Class<?> event) {
        ArrayNode forms = Json.HTTP.createArrayNode();
        forms.add(schemas.reference(event));
        forms.add(arrayOf(event));
        ObjectNode envelope = forms.addObject().put("type", "object");
        envelope.putObject("properties").set("events", arrayOf(event));
        envelope.putArray("required").add("events");
        return forms;
    }

    private ObjectNode arrayOf(Class<?> event) {
        ObjectNode array = node().put("type", "array");
        array.set("items", schemas.reference(event));
        return array;
    }

    private static ObjectNode examples() {
        ObjectNode examples = node();
        ObjectNode one = examples.putObject("one").put("summary", "One event: an agent's vital signs");
        one.set("value", parse(VITALS));
        ObjectNode array = examples.putObject("array").put("summary", "An array of events");
        array.putArray("value").addAll(exampleEvents());
        ObjectNode envelope = examples.putObject("envelope").put("summary", "The same in an object");
        envelope.putObject("value").putArray("events").addAll(exampleEvents());
        return examples;
    }

    private static String exampleLines() {
        StringBuilder lines = new StringBuilder();
        exampleEvents().forEach(event -> lines.append(event).append('\n'));
        return lines.toString();
    }

    private static JsonNode parse(String example) {
        try {
            return Json.HTTP.readTree(example);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the examples are JSON", e);
        }
    }

    private static ObjectNode node() {
        return Json.HTTP.createObjectNode();
    }
}
