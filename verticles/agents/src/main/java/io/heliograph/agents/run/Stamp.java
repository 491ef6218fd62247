package io.heliograph.agents.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Puts an agent's id into those of its lines that do not say whom they are about. */
final class Stamp {
    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] member;

    Stamp(String agentId) {
        member = ("\"agent_id\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(agentId)) + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The line as it is to be taken in; what is no JSON object stays as it is, and the intake says so. */
    byte[] on(byte[] line) {
        try (JsonParser in = JSON.createParser(line)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return line;
            }
            int brace = (int) in.currentTokenLocation().getByteOffset();
            boolean empty = true;
            for (JsonToken name = in.nextToken(); name == JsonToken.FIELD_NAME; name = in.nextToken()) {
                if (in.currentName().equals("agent_id")) {
                    return line;
                }
                empty = false;
                in.nextToken();
                in.skipChildren();
            }
            return stamped(line, brace + 1, empty);
        } catch (IOException e) {
            return line;
        }
    }

    private byte[] stamped(byte[] line, int at, boolean empty) {
        int comma = empty ? 0 : 1;
        byte[] stamped = new byte[line.length + member.length + comma];
        System.arraycopy(line, 0, stamped, 0, at);
        System.arraycopy(member, 0, stamped, at, member.length);
        if (!empty) {
            stamped[at + member.length] = ',';
        }
        System.arraycopy(line, at, stamped, at + member.length + comma, line.length - at);
        return stamped;
    }
}
