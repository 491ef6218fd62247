package io.heliograph.contracts.retention;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How long events are kept: by the first rule that names their project and type, and else for so long. */
public record RetentionRules(Duration maxAge, List<RetentionRule> rules) {
    private static final String RULES = "retention.rules";
    private static final int MOST = 100;

    public RetentionRules {
        requireNonNull(maxAge, "maxAge");
        rules = List.copyOf(rules);
    }

    public static RetentionRules of(Duration maxAge) {
        return new RetentionRules(maxAge, List.of());
    }

    public static RetentionRules from(Settings settings) {
        Duration maxAge = settings.duration("retention.max-age", "30d", "1s", "36500d");
        List<RetentionRule> rules = new ArrayList<>();
        for (String text : settings.list(RULES, "")) {
            try {
                rules.add(RetentionRule.parse(text));
            } catch (IllegalArgumentException e) {
                settings.problem(RULES, e.getMessage());
            }
        }
        if (rules.size() > MOST) {
            settings.problem(RULES, "holds " + rules.size() + " rules of the " + MOST + " allowed");
        }
        return new RetentionRules(maxAge, rules);
    }

    /** The longest that any event is kept. */
    public Duration longest() {
        return Stream.concat(Stream.of(maxAge), rules.stream().map(RetentionRule::maxAge))
                .max(Duration::compareTo)
                .orElseThrow();
    }
}
