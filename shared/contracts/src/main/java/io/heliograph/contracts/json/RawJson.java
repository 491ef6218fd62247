package io.heliograph.contracts.json;

import static java.util.Objects.requireNonNull;

/** A JSON document kept as the text it came in, so that it goes out byte for byte the same. */
public record RawJson(String text) {
    public static final RawJson EMPTY_OBJECT = new RawJson("{}");

    public RawJson {
        requireNonNull(text, "text");
    }
}
