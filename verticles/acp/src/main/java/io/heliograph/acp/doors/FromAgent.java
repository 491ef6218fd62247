package io.heliograph.acp.doors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.problems.Refused;
import java.io.IOException;

/** Sees to it that a message on an agent's connection is from that agent: where it does not say so, the hub does. */
final class FromAgent {
    private static final JsonFactory JSON = new JsonFactory();

    private FromAgent() {}

    /** The message as it came, but for the member that it lacks; what is no message others find out. */
    static RawJson write(String text, String agentId) {
        try (JsonParser in = JSON.createParser(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return new RawJson(text);
            }
            int behindBrace = (int) in.currentLocation().getCharOffset();
            String comma = "";
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                comma = ",";
                boolean isFrom = in.currentName().equals("from");
                in.nextToken();
                if (isFrom) {
                    check(in, agentId);
                    return new RawJson(text);
                }
                in.skipChildren();
            }
            String from =
                    "\"from\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(agentId)) + "\"" + comma;
            return new RawJson(text.substring(0, behindBrace) + from + text.substring(behindBrace));
        } catch (IOException e) {
            return new RawJson(text);
        }
    }

    private static void check(JsonParser in, String agentId) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING && !in.getText().equals(agentId)) {
            throw Refused.parameter("from", "is not the agent of this connection");
        }
    }
}
