package io.heliograph.acp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.heliograph.contracts.problems.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Whether a JSON object is one that PostgreSQL can keep and merge. */
final class StateCheck {
    private static final JsonFactory JSON = new JsonFactory();

    private StateCheck() {}

    /** Returns the text, or refuses it as the value of this parameter. */
    static String check(String parameter, String text) {
        try (JsonParser in = JSON.createParser(text)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                boolean isText = token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME;
                if (isText && !canBeKept(in.getText()) || token.isNumeric() && !Double.isFinite(in.getDoubleValue())) {
                    throw Refused.parameter(parameter, "holds a text or a number that cannot be kept");
                }
            }
            return text;
        } catch (IOException e) {
            throw Refused.parameter(parameter, "takes a JSON object");
        }
    }

    private static boolean canBeKept(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
