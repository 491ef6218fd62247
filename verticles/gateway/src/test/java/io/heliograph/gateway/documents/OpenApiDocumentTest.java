package io.heliograph.gateway.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.catalogue.Catalogue;
import io.heliograph.contracts.events.EventInput;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Operation.Rest;
import io.heliograph.contracts.operations.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class OpenApiDocumentTest {
    private static final Set<String> PLAIN = Set.of(
            "get /health",
            "get /health/live",
            "get /health/ready",
            "get /metrics",
            "get /openapi.json",
            "get /openrpc.json",
            "get /asyncapi.json",
            "get /problems",
            "get /problems/{code}");

    private final ObjectNode document = OpenApiDocument.of("1.2.3");

    /** A command of the kind that the catalogue does not hold yet: a path parameter and a body. */
    record Start(
            @Doc(value = "The agent", required = true) String agentId,
            @Doc(value = "Why", required = true) String reason,
            @Doc("How often to try") Integer attempts) {}

    @Test
    void theDocumentHoldsTheCatalogueAndThePlainRoutesAndNothingElse() {
        Set<String> wanted = new TreeSet<>(PLAIN);
        for (Operation<?, ?> operation : Catalogue.ALL) {
            operation.rest().forEach(rest -> wanted.add(rest.method().toLowerCase(Locale.ROOT) + " " + rest.path()));
        }
        Set<String> found = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> found.add(method + " " + path.getKey())));
        assertThat(found).isEqualTo(wanted);
    }

    @Test
    void everyOperationAnswersItsStatusUnderItsName() {
        for (Operation<?, ?> operation : Catalogue.ALL) {
            if (operation.rest().isEmpty()) {
                continue;
            }
            Rest rest = operation.rest().get(0);
            JsonNode item = item(document, rest.method(), rest.path());
            assertThat(item.get("operationId").asText()).isEqualTo(operation.name());
            assertThat(item.get("responses").has(Integer.toString(rest.status())))
                    .isTrue();
        }
    }

    @Test
    void everyReferenceLeadsSomewhereAndEverySchemaIsReferredTo() {
        Set<String> leads = new TreeSet<>();
        document.findValuesAsText("$ref").forEach(leads::add);
        assertThat(leads)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        List<String> schemas = new ArrayList<>();
        document.at("/components/schemas")
                .fieldNames()
                .forEachRemaining(name -> schemas.add("#/components/schemas/" + name));
        assertThat(leads).containsExactlyInAnyOrderElementsOf(schemas);
    }

    @Test
    void operationIdsAreUnique() {
        assertThat(document.findValuesAsText("operationId")).doesNotHaveDuplicates();
    }

    @Test
    void everyParameterInAPathIsDeclaredAndRequired() {
        JsonNode parameters = item(document, "GET", "/events/{id}").get("parameters");
        assertThat(parameters).hasSize(1);
        assertThat(parameters.get(0).get("in").asText()).isEqualTo("path");
        assertThat(parameters.get(0).get("required").asBoolean()).isTrue();
    }

    @Test
    void queryParametersAreInSnakeCaseWithTheirText() {
        JsonNode agent =
                item(document, "GET", "/telemetry/history").get("parameters").get(0);
        assertThat(agent.get("name").asText()).isEqualTo("agent_id");
        assertThat(agent.get("in").asText()).isEqualTo("query");
        assertThat(agent.get("required").asBoolean()).isTrue();
        assertThat(agent.get("description").asText()).isEqualTo("The agent");
    }

    @Test
    void theBodyOfAPostLeavesOutWhatThePathSays() {
        Operation<Start, Start> start = Operation.named(
                        "agents.start", Start.class, Start.class, Scope.EVENTS_WRITE, "Starts an agent.")
                .post("/agents/{agent_id}/start", 202);
        JsonNode item = item(OpenApiDocument.of("1", List.of(start)), "POST", "/agents/{agent_id}/start");
        JsonNode schema = item.at("/requestBody/content/application~1json/schema");
        assertThat(schema.get("properties").fieldNames()).toIterable().containsExactly("reason", "attempts");
        assertThat(schema.get("required")).hasSize(1);
        assertThat(item.get("parameters")).hasSize(1);
        assertThat(item.get("responses").fieldNames())
                .toIterable()
                .contains("202", "400", "401", "403", "404", "408", "413", "415", "500", "503", "504");
    }

    @Test
    void theExamplesAreEventsThatCanBeSent() throws IOException {
        for (JsonNode example : IngestBody.exampleEvents()) {
            assertThat(Json.HTTP.treeToValue(example, EventInput.class).type()).isNotEmpty();
        }
    }

    private static JsonNode item(ObjectNode document, String method, String path) {
        return document.get("paths").get(path).get(method.toLowerCase(Locale.ROOT));
    }
}
