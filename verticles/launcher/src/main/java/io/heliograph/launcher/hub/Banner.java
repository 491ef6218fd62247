package io.heliograph.launcher.hub;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the console says once the hub is up: where it listens, where data lies, what to try next. */
final class Banner {
    private static final String EXAMPLE = "{\"type\":\"hello\",\"agent_id\":\"me\",\"payload\":{\"hr\":72}}";

    private Banner() {}

    /** What a hub wants with every call. Where tokens go, keys of the table may go too. */
    enum Wants {
        NOTHING(""),
        KEY(" -H \"X-API-KEY: $HELIOGRAPH_KEY\""),
        TOKEN(" -H \"Authorization: Bearer $HELIOGRAPH_KEY\"");

        private final String header;

        Wants(String header) {
            this.header = header;
        }
    }

    /** What {@code wants} asks for {@code firstKey} has, if that file is still there. */
    static String text(
            Node node, boolean doors, Wants wants, Path firstKey, Path data, String database, Duration took) {
        StringBuilder text = new StringBuilder("\nHeliograph %s is up, node %s, after %.1f s\n"
                .formatted(node.version(), node.name(), took.toMillis() / 1000.0));
        if (doors) {
            line(text, "listens", node.url());
        }
        line(text, "data", data.toString());
        line(text, "stored", database);
        if (doors) {
            String key = wants.header;
            if (wants != Wants.NOTHING && Files.exists(firstKey)) {
                line(text, "key", "export HELIOGRAPH_KEY=$(cat " + firstKey + ")");
            } else if (wants == Wants.TOKEN) {
                line(text, "key", "export HELIOGRAPH_KEY=<a token of your issuer, or a key>");
            }
            line(
                    text,
                    "try",
                    "curl -s %s/events%s -H 'content-type: application/json' -d '%s'"
                            .formatted(node.url(), key, EXAMPLE));
            line(text, "", "curl -s '%s/events?agent_id=me'%s".formatted(node.url(), key));
            line(text, "watch", node.url() + ", and read " + node.url() + "/docs");
        }
        line(text, "stop", "Ctrl-C");
        return text.toString();
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append("  %-8s %s%n".formatted(label, value));
    }
}
