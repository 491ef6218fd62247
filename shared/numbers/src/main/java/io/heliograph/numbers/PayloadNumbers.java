package io.heliograph.numbers;

/**
 * Finds the numbers of a payload that intake has checked, making no tree of it: those of the object itself and of objects
 * within it, under the path to them with points. A boolean is the number 1 or 0; arrays are passed over. A field is called
 * as it is written, escapes included. Used again and again, by one thread at a time.
 */
public final class PayloadNumbers {
    /** Deeper objects are passed over. */
    public static final int MOST_LEVELS = 4;

    /** Behind so many numbers the rest of a payload is not looked at. */
    public static final int MOST_FIELDS = 64;

    /** Fields with longer names are passed over; an index row takes as many characters of any kind. */
    public static final int LONGEST_NAME = 200;

    private static final int CACHED = 1 << 12;

    private final String[] names = new String[CACHED];
    private final String[] expected = new String[MOST_FIELDS];
    private final JsonNumber number = new JsonNumber();
    private String json;
    private Sink sink;
    private int at;
    private int left;
    private int key;

    /** Takes one number after the other. */
    @FunctionalInterface
    public interface Sink {
        void take(String field, JsonNumber value);
    }

    /** Hands every number of the object to the sink, in the order of the payload. */
    public void read(String payload, Sink to) {
        json = payload;
        sink = to;
        left = MOST_FIELDS;
        key = 0;
        at = payload.indexOf('{');
        object("", 1);
    }

    private void object(String prefix, int level) {
        at++;
        while (left > 0) {
            char c = skip();
            if (c == '}') {
                at++;
                return;
            }
            String name = level == 1 ? expected(key++) : key(prefix);
            skip();
            value(name, level);
        }
    }

    /** Payloads that come together mostly have the same keys in the same order. */
    private String expected(int place) {
        String name = place < MOST_FIELDS ? expected[place] : null;
        if (name != null
                && json.regionMatches(at + 1, name, 0, name.length())
                && json.charAt(at + 1 + name.length()) == '"') {
            at += name.length() + 2;
            return name;
        }
        name = key("");
        if (place < MOST_FIELDS) {
            expected[place] = name;
        }
        return name;
    }

    private String key(String prefix) {
        int from = at + 1;
        string();
        return name(prefix, from, at - 1);
    }

    private void value(String name, int level) {
        char c = json.charAt(at);
        if (c == '"') {
            string();
        } else if (c == '{' && name != null && level < MOST_LEVELS) {
            object(name + ".", level + 1);
        } else if (c == '{' || c == '[') {
            bracketed();
        } else if (c == 'n') {
            at += 4;
        } else if (c == 't' || c == 'f') {
            number.set(c == 't');
            at += c == 't' ? 4 : 5;
            hand(name);
        } else {
            at = number.read(json, at);
            hand(name);
        }
    }

    private void hand(String name) {
        if (name != null) {
            left--;
            sink.take(name, number);
        }
    }

    /** Passes over blanks and what stands between keys and values. */
    private char skip() {
        char c = json.charAt(at);
        while (c <= ' ' || c == ',' || c == ':') {
            c = json.charAt(++at);
        }
        return c;
    }

    /** Only a quote behind a backslash may be one that does not end the text. */
    private void string() {
        int end = json.indexOf('"', at + 1);
        if (json.charAt(end - 1) == '\\') {
            end = at + 1;
            for (char c = json.charAt(end); c != '"'; c = json.charAt(end)) {
                end += c == '\\' ? 2 : 1;
            }
        }
        at = end + 1;
    }

    private void bracketed() {
        int depth = 0;
        do {
            char c = json.charAt(at);
            if (c == '"') {
                string();
                continue;
            }
            if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
            at++;
        } while (depth > 0);
    }

    /** The name, most often one that was made before; null if it is too long. */
    private String name(String prefix, int from, int to) {
        int length = prefix.length() + to - from;
        if (length > LONGEST_NAME) {
            return null;
        }
        int hash = prefix.hashCode();
        for (int i = from; i < to; i++) {
            hash = hash * 31 + json.charAt(i);
        }
        int slot = (hash ^ hash >>> 16) & CACHED - 1;
        String known = names[slot];
        if (known != null
                && known.length() == length
                && known.startsWith(prefix)
                && known.regionMatches(prefix.length(), json, from, to - from)) {
            return known;
        }
        String made = prefix + json.substring(from, to);
        names[slot] = made;
        return made;
    }
}
