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
    private final JsonNumber number = new JsonNumber();
    private String json;
    private Sink sink;
    private int at;
    private int left;

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
            int from = at + 1;
            string();
            String name = name(prefix, from, at - 1);
            skip();
            value(name, level);
        }
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

    private void string() {
        at++;
        for (char c = json.charAt(at); c != '"'; c = json.charAt(at)) {
            at += c == '\\' ? 2 : 1;
        }
        at++;
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
