package io.heliograph.numbers;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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
    private static final int LONGEST_CHARACTER = 3;

    private static final Known TOO_LONG = new Known(null, "", new byte[0]);

    private final Known[] names = new Known[CACHED];
    private final Known[] expected = new Known[MOST_FIELDS];
    private final JsonNumber number = new JsonNumber();
    private byte[] json;
    private Sink sink;
    private int at;
    private int left;
    private int key;

    /** Takes one number after the other. */
    @FunctionalInterface
    public interface Sink {
        void take(String field, JsonNumber value);
    }

    /** The name of a number, with what stands before and in its key. */
    private record Known(String name, String prefix, byte[] key) {
        private boolean is(byte[] json, int from, int until) {
            return Arrays.equals(json, from, until, key, 0, key.length);
        }
    }

    /** Hands every number of the object that begins behind this place to the sink, in the order of the payload. */
    public void read(byte[] payload, int from, Sink to) {
        json = payload;
        sink = to;
        left = MOST_FIELDS;
        key = 0;
        at = from;
        while (payload[at] != '{') {
            at++;
        }
        object("", 1);
    }

    private void object(String prefix, int level) {
        at++;
        while (left > 0) {
            byte c = skip();
            if (c == '}') {
                at++;
                return;
            }
            String name = level == 1 ? expected(key++) : key(prefix).name;
            skip();
            value(name, level);
        }
    }

    /** Payloads that come together mostly have the same keys in the same order. */
    private String expected(int place) {
        Known known = place < MOST_FIELDS ? expected[place] : null;
        int from = at + 1;
        if (known != null) {
            int until = from + known.key.length;
            if (until < json.length && json[until] == '"' && known.is(json, from, until)) {
                at = until + 1;
                return known.name;
            }
        }
        known = key("");
        if (place < MOST_FIELDS && known.name != null) {
            expected[place] = known;
        }
        return known.name;
    }

    private Known key(String prefix) {
        int from = at + 1;
        string();
        return known(prefix, from, at - 1);
    }

    private void value(String name, int level) {
        byte c = json[at];
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
    private byte skip() {
        byte c = json[at];
        while (c <= ' ' || c == ',' || c == ':') {
            c = json[++at];
        }
        return c;
    }

    private void string() {
        int end = at + 1;
        for (byte c = json[end]; c != '"'; c = json[end]) {
            end += c == '\\' ? 2 : 1;
        }
        at = end + 1;
    }

    private void bracketed() {
        int depth = 0;
        do {
            byte c = json[at];
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

    /** Most often one that was made before. */
    private Known known(String prefix, int from, int until) {
        int hash = prefix.hashCode();
        for (int i = from; i < until; i++) {
            hash = hash * 31 + json[i];
        }
        int slot = (hash ^ hash >>> 16) & CACHED - 1;
        Known known = names[slot];
        if (known == null || !known.prefix.equals(prefix) || !known.is(json, from, until)) {
            known = made(prefix, from, until);
            names[slot] = known.name == null ? names[slot] : known;
        }
        return known;
    }

    private Known made(String prefix, int from, int until) {
        if (until - from > LONGEST_CHARACTER * LONGEST_NAME) {
            return TOO_LONG;
        }
        String name = prefix + new String(json, from, until - from, StandardCharsets.UTF_8);
        return name.length() > LONGEST_NAME ? TOO_LONG : new Known(name, prefix, Arrays.copyOfRange(json, from, until));
    }
}
