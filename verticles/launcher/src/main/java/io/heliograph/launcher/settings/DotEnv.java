package io.heliograph.launcher.settings;

import java.util.HashMap;
import java.util.Map;

/** Reads .env files: NAME=value lines, comments, optional quotes. */
final class DotEnv {
    private DotEnv() {}

    static Map<String, String> parse(String text) {
        Map<String, String> variables = new HashMap<>();
        text.lines().map(String::strip).forEach(line -> {
            String assignment = line.startsWith("export ") ? line.substring(7) : line;
            int equals = assignment.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                String value = unquoted(assignment.substring(equals + 1).strip());
                if (!value.isEmpty()) {
                    variables.put(assignment.substring(0, equals).strip(), value);
                }
            }
        });
        return variables;
    }

    private static String unquoted(String value) {
        if (value.length() >= 2 && (value.charAt(0) == '"' || value.charAt(0) == '\'')) {
            int end = value.indexOf(value.charAt(0), 1);
            return end > 0 ? value.substring(1, end) : value;
        }
        int comment = value.indexOf(" #");
        return comment < 0 ? value : value.substring(0, comment).strip();
    }
}
