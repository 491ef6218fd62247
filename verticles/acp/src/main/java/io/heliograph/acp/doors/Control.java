package io.heliograph.acp.doors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import java.io.IOException;

/** Tells what an agent says to the connection itself from its messages: it begins with the member that says so. */
final class Control {
    static final String MARK = "acp";

    private Control() {}

    /** The members of a frame for the connection; null if this is a message. */
    static ObjectNode read(String text) {
        int brace = text.indexOf('{');
        if (brace < 0 || !text.substring(brace + 1).stripLeading().startsWith("\"" + MARK + "\"")) {
            return null;
        }
        try {
            JsonNode tree = Json.HTTP.readTree(text);
            if (tree instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw new Refused(ProblemKind.MALFORMED_JSON, ProblemKind.MALFORMED_JSON.title());
        }
        throw new Refused(ProblemKind.NOT_AN_OBJECT, "A frame is a JSON object.");
    }
}
