package io.heliograph.acp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.heliograph.acp.Message.PayloadText;
import java.io.IOException;

/** Reads a payload as an event has it: the members of its {@code metrics} beside its others, but for {@code agent_id}. */
final class PayloadReader {
    private PayloadReader() {}

    /** Begins at the payload's brace, and leaves the parser at the other one. */
    static PayloadText read(JsonParser in, String document) throws IOException {
        StringBuilder members = new StringBuilder();
        String agentId = null;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            int before = (int) in.currentTokenLocation().getCharOffset();
            JsonToken kind = in.nextToken();
            int from = (int) in.currentTokenLocation().getCharOffset();
            if (name.equals("agent_id") && kind == JsonToken.VALUE_STRING) {
                agentId = in.getText();
                continue;
            }
            in.skipChildren();
            in.finishToken();
            int to = (int) in.currentLocation().getCharOffset();
            boolean opened = name.equals("metrics") && kind == JsonToken.START_OBJECT;
            String text = opened ? document.substring(from + 1, to - 1) : document.substring(before, to);
            if (!text.isBlank()) {
                members.append(members.length() == 0 ? "" : ",").append(text);
            }
        }
        return new PayloadText(agentId, members.toString());
    }
}
