package io.heliograph.web.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What one proxy said of who came to it; null for what it did not say. */
record Hop(String from, String scheme, String host) {
    /** The elements of {@code Forwarded} (RFC 7239), in the order in which proxies added them. */
    static List<Hop> ofForwarded(List<String> lines) {
        List<Hop> hops = new ArrayList<>();
        for (String element : split(String.join(",", lines), ',')) {
            String from = null;
            String scheme = null;
            String host = null;
            for (String pair : split(element, ';')) {
                int equals = pair.indexOf('=');
                String value =
                        equals < 0 ? "" : unquoted(pair.substring(equals + 1).strip());
                switch (pair.substring(0, Math.max(0, equals)).strip().toLowerCase(Locale.ROOT)) {
                    case "for" -> from = value;
                    case "proto" -> scheme = value;
                    case "host" -> host = value;
                    default -> {
                        // What else a proxy may say is of no use here.
                    }
                }
            }
            hops.add(new Hop(from, scheme, host));
        }
        return hops;
    }

    /** Splits where the separator stands outside of quotes. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                i++;
            } else if (!quoted && c == separator) {
                parts.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin));
        return parts;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replace("\\", "") : value;
    }
}
