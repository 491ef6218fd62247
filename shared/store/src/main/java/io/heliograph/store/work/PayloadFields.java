package io.heliograph.store.work;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The texts and numbers that stand at the top of a payload; of a name that comes twice, the last. */
final class PayloadFields {
    private static final JsonFactory JSON = new JsonFactory();
    private static final PayloadFields NONE = new PayloadFields(Map.of());

    private final Map<String, Object> values;

    private PayloadFields(Map<String, Object> values) {
        this.values = values;
    }

    static PayloadFields of(String payload) {
        Map<String, Object> values = new HashMap<>();
        try (JsonParser parser = JSON.createParser(payload)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return NONE;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                switch (parser.nextToken()) {
                    case VALUE_STRING -> values.put(name, parser.getText());
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> values.put(name, parser.getDoubleValue());
                    default -> parser.skipChildren();
                }
            }
        } catch (IOException e) {
            return NONE;
        }
        return new PayloadFields(values);
    }

    /** A name, of text or of a whole number; null if there is none, or none that is fit to be kept. */
    String name(String field) {
        Object value = values.get(field);
        String text = value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString(number.longValue())
                : value instanceof String string ? string : null;
        return text == null || text.isEmpty() || text.length() > Job.LONGEST_NAME || text.indexOf('\0') >= 0
                ? null
                : text;
    }

    String text(String field) {
        return values.get(field) instanceof String text ? text : null;
    }

    /** A finite number; null if there is none. */
    Double number(String field) {
        return values.get(field) instanceof Double number && Double.isFinite(number) ? number : null;
    }
}
