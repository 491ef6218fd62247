package io.heliograph.intake;

import io.heliograph.contracts.settings.Settings;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is never kept: values under keys, and parts of texts that look like a secret. A text may cost so many steps for each
 * of its characters and each pattern.
 */
public record MaskingConfig(List<String> keys, List<String> patterns, List<String> expressions, int patternSteps) {
    private static final String KEYS = "password, passwd, secret, client_secret, api_key, x_api_key, authorization,"
            + " access_token, refresh_token, private_key";
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Throws IllegalArgumentException, with a line that says what to do, if a rule cannot be used. */
    public MaskingConfig {
        keys = List.copyOf(keys);
        patterns = List.copyOf(patterns);
        expressions = List.copyOf(expressions);
        keys.forEach(MaskedKeys::check);
        patterns.forEach(NamedRules::named);
        expressions.forEach(TextRule::of);
        if (patternSteps < 1) {
            throw new IllegalArgumentException("patternSteps is " + patternSteps);
        }
    }

    public static MaskingConfig from(Settings settings) {
        List<String> keys = settings.list("masking.keys", KEYS);
        List<String> patterns = settings.list("masking.patterns", "");
        List<String> expressions = BLANKS.splitAsStream(settings.text("masking.expressions", ""))
                .filter(expression -> !expression.isEmpty())
                .toList();
        int steps = settings.integer("masking.pattern-steps", 64, 16, 10_000);
        return new MaskingConfig(
                usable(keys, MaskedKeys::check, "masking.keys", settings),
                usable(patterns, NamedRules::named, "masking.patterns", settings),
                usable(expressions, TextRule::of, "masking.expressions", settings),
                steps);
    }

    private interface Check {
        void accept(String rule);
    }

    /** Reports every rule that cannot be used. */
    private static List<String> usable(List<String> rules, Check check, String key, Settings settings) {
        return rules.stream()
                .filter(rule -> isUsable(rule, check, key, settings))
                .toList();
    }

    private static boolean isUsable(String rule, Check check, String key, Settings settings) {
        try {
            check.accept(rule);
            return true;
        } catch (IllegalArgumentException e) {
            settings.problem(key, e.getMessage());
            return false;
        }
    }
}
