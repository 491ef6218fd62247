package io.heliograph.intake;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Writes random JSON that is valid and within every limit, in all the spellings that JSON allows. */
final class JsonMaker {
    private static final List<String> NAMED = List.of("type", "source", "agent_id", "timestamp", "id", "payload");
    private static final List<String> LETTERS = List.of(
            "a", "Z", "0", " ", "/", "é", "€", "🚀", "\uFEFF", "\u007F", "\"", "\\", "\n", "\t", "\b", "\u001b");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "7",
            "-12",
            "61.50",
            "1e3",
            "2E-7",
            "0.1e+2",
            "9223372036854775807",
            "-9223372036854775808",
            "123456789012345678901234567890.5",
            "1.7976931348623157E308",
            "5e-324",
            "0e0");

    private final Random random;

    JsonMaker(Random random) {
        this.random = random;
    }

    /** An event with any of its members, in any order, and others beside them. */
    String event() {
        StringBuilder out = new StringBuilder(blanks()).append('{');
        Set<String> keys = new HashSet<>();
        boolean typed = false;
        for (int left = random.nextInt(6); left >= 0 || !typed; left--) {
            String key = left < 0 ? "type" : random.nextBoolean() ? NAMED.get(random.nextInt(6)) : key();
            // Keys beside the payload begin with a letter that none in it begins with.
            String name = NAMED.contains(key) ? key : "o" + key;
            if (keys.add(name)) {
                typed |= name.equals("type");
                out.append(keys.size() == 1 ? "" : ",").append(blanks());
                out.append(quoted(name)).append(blanks()).append(':').append(blanks());
                out.append(valueOf(name)).append(blanks());
            }
        }
        return out.append('}').append(blanks()).toString();
    }

    /** An object such as a payload may be. */
    String object(int depth) {
        StringBuilder out = new StringBuilder("{").append(blanks());
        Set<String> keys = new HashSet<>();
        for (int left = random.nextInt(5); left > 0; left--) {
            String key = "p" + key();
            if (keys.add(key)) {
                out.append(keys.size() == 1 ? "" : ",").append(blanks());
                out.append(quoted(key)).append(blanks()).append(':').append(blanks());
                out.append(value(depth + 1)).append(blanks());
            }
        }
        return out.append('}').toString();
    }

    private String valueOf(String name) {
        return switch (name) {
            case "type" -> quoted("t" + text(9));
            case "payload" -> random.nextInt(5) == 0 ? "null" : object(2);
            case "timestamp" ->
                List.of("null", "1769860800000", "1769860800000.125", "\"2026-01-31T12:00:00Z\"")
                        .get(random.nextInt(4));
            case "source", "agent_id", "id" -> random.nextInt(5) == 0 ? "null" : quoted("n" + text(9));
            default -> value(2);
        };
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 8 ? 5 : 8)) {
            case 0 -> "null";
            case 1 -> Boolean.toString(random.nextBoolean());
            case 2 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
            case 3 -> Double.toString(random.nextGaussian());
            case 4 -> quoted(text(12));
            case 5 -> array(depth);
            default -> object(depth);
        };
    }

    private String array(int depth) {
        StringBuilder out = new StringBuilder("[").append(blanks());
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            out.append(i == 0 ? "" : "," + blanks()).append(value(depth + 1)).append(blanks());
        }
        return out.append(']').toString();
    }

    private String key() {
        return text(3);
    }

    private String text(int most) {
        StringBuilder out = new StringBuilder();
        for (int left = random.nextInt(most + 1); left > 0; left--) {
            out.append(LETTERS.get(random.nextInt(LETTERS.size())));
        }
        return out.toString();
    }

    private String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            boolean half = Character.isSurrogate(c);
            if (c < ' ' || c == '"' || c == '\\' || !half && random.nextInt(8) == 0) {
                out.append(escaped(c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private String escaped(char c) {
        String brief = switch (c) {
            case '"', '\\', '/' -> "\\" + c;
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\b' -> "\\b";
            default -> null;
        };
        if (brief != null && random.nextBoolean()) {
            return brief;
        }
        String digits = HexFormat.of().toHexDigits(c);
        return "\\u" + (random.nextBoolean() ? digits : digits.toUpperCase(Locale.ROOT));
    }

    private String blanks() {
        return random.nextInt(6) == 0 ? List.of(" ", "\t", "\r\n", "\n  ").get(random.nextInt(4)) : "";
    }
}
