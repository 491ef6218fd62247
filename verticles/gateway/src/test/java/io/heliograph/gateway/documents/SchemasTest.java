package io.heliograph.gateway.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.contracts.events.EventId;
import io.heliograph.contracts.events.Order;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.web.ProblemAnswers;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class SchemasTest {
    private final Schemas schemas = new Schemas();

    record Everything(
            @Doc(value = "The name", required = true) String theName,
            @Doc("When") Instant at,
            int count,
            Long size,
            double share,
            boolean on,
            Order order,
            RawJson payload,
            List<Part> parts,
            Part part) {}

    record Part(@Doc(value = "Again", required = true) List<String> names, Part inner) {}

    record Foreign(Locale locale) {}

    @Test
    void aRecordBecomesAnObjectWithAPropertyForEachComponent() throws IOException {
        schemas.reference(Everything.class);
        assertThat(schemas.components().get("Everything")).isEqualTo(json("""
                {"type": "object", "properties": {
                  "the_name": {"type": "string", "description": "The name"},
                  "at": {"type": ["string", "null"], "format": "date-time", "description": "When"},
                  "count": {"type": "integer", "format": "int32"},
                  "size": {"type": ["integer", "null"], "format": "int64"},
                  "share": {"type": "number", "format": "double"},
                  "on": {"type": "boolean"},
                  "order": {"type": ["string", "null"], "enum": ["asc", "desc", null]},
                  "payload": {"type": ["object", "null"]},
                  "parts": {"type": ["array", "null"], "items": {"$ref": "#/components/schemas/Part"}},
                  "part": {"anyOf": [{"$ref": "#/components/schemas/Part"}, {"type": "null"}]}},
                 "required": ["the_name"]}"""));
    }

    @Test
    void aRecordMayHoldItsOwnKind() throws IOException {
        schemas.reference(Part.class);
        assertThat(schemas.components()).isEqualTo(json("""
                {"Part": {"type": "object", "properties": {
                  "names": {"type": "array", "items": {"type": "string"}, "description": "Again"},
                  "inner": {"anyOf": [{"$ref": "#/components/schemas/Part"}, {"type": "null"}]}},
                 "required": ["names"]}}"""));
    }

    @Test
    void theMembersOfAnUnwrappedRecordStandInTheProblemItself() {
        schemas.reference(ProblemAnswers.Document.class, "Problem");
        JsonNode problem = schemas.components().get("Problem");
        assertThat(problem.get("properties").fieldNames())
                .toIterable()
                .contains("code", "errors", "request_id", "accepted", "rejected")
                .doesNotContain("receipt");
        assertThat(problem.at("/properties/errors/type").asText()).isEqualTo("array");
        assertThat(problem.get("required").toString()).contains("code").doesNotContain("accepted");
    }

    @Test
    void aTypeWithoutASchemaIsNamed() {
        assertThatThrownBy(() -> schemas.reference(Foreign.class)).hasMessageContaining("java.util.Locale");
    }

    @Test
    void twoRecordsDoNotShareAName() {
        schemas.reference(Part.class, "Thing");
        assertThatThrownBy(() -> schemas.reference(EventId.class, "Thing")).hasMessageContaining("Thing");
    }

    private static JsonNode json(String text) throws IOException {
        return Json.HTTP.readTree(text);
    }
}
