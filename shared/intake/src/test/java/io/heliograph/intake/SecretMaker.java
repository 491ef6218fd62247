package io.heliograph.intake;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Writes random objects with secrets in them, and beside them what is to be left of them. */
final class SecretMaker {
    static final String SECRET = "hunter";

    private static final List<String> MASKED =
            List.of("password", "API-Key", "accessToken", "x.Secret", "Authorization");
    private static final List<String> OPEN = List.of("a", "passwords", "secret.x", "keys", "é", "tokens_in", "");

    private final Random random;
    private int keys;

    SecretMaker(Random random) {
        this.random = random;
    }

    /** Writes an object as it is sent, and, unless that is null, as it is kept. */
    void object(StringBuilder sent, StringBuilder kept, int depth) {
        both(sent, kept, "{");
        for (int left = random.nextInt(5), first = left; left > 0; left--) {
            both(sent, kept, left == first ? blank() : "," + blank());
            boolean masked = random.nextInt(3) == 0;
            both(sent, kept, '"' + key(masked) + '"' + blank() + ":" + blank());
            value(sent, masked ? null : kept, depth + 1);
            if (masked && kept != null) {
                kept.append("\"***\"");
            }
            both(sent, kept, blank());
        }
        both(sent, kept, "}");
    }

    private void value(StringBuilder sent, StringBuilder kept, int depth) {
        switch (random.nextInt(depth > 6 ? 3 : 5)) {
            case 0 ->
                both(
                        sent,
                        kept,
                        List.of("null", "true", "-1.50", "9007199254740993").get(random.nextInt(4)));
            case 1 -> both(sent, kept, "\"open \\u00e9\\n🚀\"");
            case 2 -> both(sent, kept, kept == null ? "\"" + SECRET + "\"" : "\"\"");
            case 3 -> array(sent, kept, depth);
            default -> object(sent, kept, depth);
        }
    }

    private void array(StringBuilder sent, StringBuilder kept, int depth) {
        both(sent, kept, "[");
        for (int left = random.nextInt(3); left > 0; left--) {
            value(sent, kept, depth + 1);
            both(sent, kept, left > 1 ? "," : "");
        }
        both(sent, kept, "]");
    }

    /** No key stands twice in an object: an open one has a number, a masked one is numbered by what stands before it. */
    private String key(boolean masked) {
        keys++;
        String key = masked ? "n" + keys + "." + MASKED.get(random.nextInt(5)) : OPEN.get(random.nextInt(7)) + keys;
        StringBuilder spelled = new StringBuilder();
        for (char c : key.toCharArray()) {
            if (random.nextInt(6) == 0) {
                spelled.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                spelled.append(random.nextBoolean() && masked ? Character.toUpperCase(c) : c);
            }
        }
        return spelled.toString();
    }

    private String blank() {
        return random.nextInt(5) == 0 ? " \n" : "";
    }

    private static void both(StringBuilder sent, StringBuilder kept, String text) {
        sent.append(text);
        if (kept != null) {
            kept.append(text);
        }
    }
}
