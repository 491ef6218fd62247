package io.heliograph.contracts.metrics;

import java.util.List;

/** What one node knows of a window; complete from the microsecond on, with summaries as base64 of their compact form. */
public record WindowPart(String node, long completeFrom, List<TypePart> types, WindowOverflow overflow) {
    public WindowPart {
        types = List.copyOf(types);
    }

    /** One type of event. */
    public record TypePart(String type, long count, List<FieldPart> fields) {
        public TypePart {
            fields = List.copyOf(fields);
        }
    }

    /** One field of a type. */
    public record FieldPart(String field, String summary) {}
}
