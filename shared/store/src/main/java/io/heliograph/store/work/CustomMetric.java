package io.heliograph.store.work;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A figure of one's own in the live payload: a number of the payload of events of a type, and what is made of it. */
public record CustomMetric(String name, String type, String field, Aggregation aggregation) {
    private static final Pattern TEXT = Pattern.compile("([a-z][a-z0-9_]{0,63})\\s*=\\s*(\\S+)\\s+(\\S+)\\s+(\\S+)");
    private static final String EXAMPLE = "takes figures such as hottest_gpu = hardware.gpu temperature_c max";

    /** What is made of the values within live.window; {@code LAST} is the newest there ever was. */
    public enum Aggregation {
        COUNT,
        SUM,
        MEAN,
        MIN,
        MAX,
        LAST
    }

    public CustomMetric {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(field, "field");
        requireNonNull(aggregation, "aggregation");
    }

    /** Reads {@code name = type field aggregation}; throws IllegalArgumentException with what to write. */
    public static CustomMetric parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(EXAMPLE);
        }
        return new CustomMetric(parts.group(1), parts.group(2), parts.group(3), aggregation(parts.group(4)));
    }

    /** Under which it is counted. */
    String counter() {
        return "custom:" + name;
    }

    private static Aggregation aggregation(String word) {
        return Arrays.stream(Aggregation.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is none of "
                        + Arrays.stream(Aggregation.values())
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }
}
