package io.heliograph.launcher.system;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Events as odd as JSON allows, the same for the same seed. */
final class RandomEvents {
    /** What is sent, and what has to come back. */
    record Sent(
            String id, Instant timestamp, String type, String source, String agentId, String payload, String json) {}

    private static final int DEEPEST = 6;
    private static final List<String> PIECES = List.of(
            "plain",
            "Grüße",
            "日本語",
            "😀",
            "\u202Ebidi",
            "\u200B",
            "<b>&amp;</b>",
            "'; drop table telemetry; --",
            "${x}",
            "=1+1",
            "\u007F",
            "\u0085",
            "\u2028",
            "\uFFFD",
            "\uFEFF",
            "e\u0301",
            "\\",
            "\"",
            "/",
            "\n",
            "\t",
            "\u001B[31m",
            "\u0001");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "0.0",
            "-0.0e0",
            "1E+2",
            "1e-07",
            "61.50",
            "9223372036854775807",
            "-9223372036854775808",
            "0.1000000000000000000000000000000001",
            "1.7976931348623157e308",
            "5e-324",
            "123456789012345678.125",
            "1e2");
    private static final List<String> BLANKS = List.of("", "", "", " ", "  ", "\t", "\r\n", "\n");

    private final Random random;
    private final Instant now;
    private boolean lineBreaks;

    RandomEvents(long seed, Instant now) {
        random = new Random(seed);
        this.now = now.truncatedTo(ChronoUnit.MICROS);
    }

    /** One event; line breaks stand between its tokens only where they may. */
    Sent next(String id, boolean lineBreaksAllowed) {
        lineBreaks = lineBreaksAllowed;
        Instant timestamp = now.minus(random.nextInt(1_000_000_000), ChronoUnit.MICROS);
        String type = name();
        String source = random.nextBoolean() ? name() : null;
        String agentId = random.nextBoolean() ? name() : null;
        String payload = object(1);
        List<String> members = new ArrayList<>(List.of(
                member("id", quoted(id)),
                member("timestamp", quoted(timestamp.toString())),
                member("type", quoted(type)),
                member("source", source == null ? "null" : quoted(source)),
                member("payload", payload)));
        if (agentId != null) {
            members.add(random.nextInt(members.size()), member("agent_id", quoted(agentId)));
        }
        String json = blank() + "{" + blank() + String.join(blank() + "," + blank(), members) + blank() + "}";
        return new Sent(id, timestamp, type, source, agentId, payload, json);
    }

    private String member(String name, String value) {
        return quoted(name) + blank() + ":" + blank() + value;
    }

    private String name() {
        return text(4) + random.nextInt(10);
    }

    private String text(int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(pieces + 1); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private String value(int depth) {
        return switch (random.nextInt(depth < DEEPEST ? 8 : 6)) {
            case 0 -> "null";
            case 1 -> random.nextBoolean() ? "true" : "false";
            case 2, 3 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
            case 4, 5 -> quoted(text(12));
            case 6 -> object(depth + 1);
            default -> array(depth + 1);
        };
    }

    private String object(int depth) {
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            members.add(member(i + text(2), value(depth)));
        }
        return "{" + blank() + String.join(blank() + "," + blank(), members) + blank() + "}";
    }

    private String array(int depth) {
        List<String> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(value(depth));
        }
        return "[" + blank() + String.join(blank() + "," + blank(), values) + blank() + "]";
    }

    /** With the escapes that JSON demands, and now and then with one that it only allows. */
    private String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean half = Character.isSurrogate(c);
            if (half || random.nextInt(12) > 0) {
                json.append(JsonStringEncoder.getInstance().quoteAsString(String.valueOf(c)));
            } else {
                json.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
            }
        }
        return json.append('"').toString();
    }

    private String blank() {
        String blank = BLANKS.get(random.nextInt(BLANKS.size()));
        return lineBreaks ? blank : blank.replaceAll("[\r\n]", " ");
    }
}
