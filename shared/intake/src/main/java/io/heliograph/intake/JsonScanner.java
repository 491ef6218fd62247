package io.heliograph.intake;

import static io.heliograph.contracts.problems.ProblemKind.DUPLICATE_KEY;
import static io.heliograph.contracts.problems.ProblemKind.INVALID_UTF8;
import static io.heliograph.contracts.problems.ProblemKind.MALFORMED_JSON;
import static io.heliograph.contracts.problems.ProblemKind.NESTED_TOO_DEEP;
import static io.heliograph.contracts.problems.ProblemKind.TOO_LONG;
import static io.heliograph.contracts.problems.ProblemKind.TOO_MANY_KEYS;

import io.heliograph.contracts.events.Names;
import java.nio.charset.StandardCharsets;

/**
 * Walks over JSON in a byte array and checks all of it, making no object for what it passes. Throws {@link BadEvent}
 * where it stands; {@link #path()} then tells the place. Used again and again, by one thread at a time.
 */
final class JsonScanner {
    private static final byte[] NOTHING = new byte[Words.PADDING];
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] NULL = ascii("null");

    /** A character of a key takes at most six bytes, as an escape. */
    private static final int MAX_KEY_BYTES = 6 * Names.MAX_LENGTH;

    private final IntakeConfig limits;
    private final KeySet keys = new KeySet();
    private final JsonPath path;
    private final Masker masker;
    private byte[] in = NOTHING;
    private int at;
    private int end;
    private boolean plain;
    private int payloadLevel;

    JsonScanner(IntakeConfig limits, Masker masker) {
        this.limits = limits;
        this.masker = masker;
        path = new JsonPath(limits.maxDepth());
    }

    /** Stands before {@code from}; the byte at {@code end} must be 0, and {@link Words#PADDING} bytes be there. */
    void open(byte[] bytes, int from, int end) {
        this.in = bytes;
        this.at = from;
        this.end = end;
    }

    void close() {
        open(NOTHING, 0, 0);
    }

    byte[] bytes() {
        return in;
    }

    int at() {
        return at;
    }

    int end() {
        return end;
    }

    void moveTo(int position) {
        at = position;
    }

    JsonPath path() {
        return path;
    }

    KeySet keys() {
        return keys;
    }

    Masker masker() {
        return masker;
    }

    /** From here on the members of the payload are those on this level. */
    void payloadAt(int level) {
        payloadLevel = level;
    }

    /** Passes over white space and returns the byte behind it, 0 at the end. */
    byte afterBlanks() {
        byte c = in[at];
        while (c <= ' ' && isBlank(c)) {
            c = in[++at];
        }
        return c;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /** Passes over any value. The level is that of the object or array around it, 0 for none. */
    void value(int level) {
        switch (in[at]) {
            case '"' -> text();
            case '{' -> {
                int first = keys.size();
                members(level + 1, first);
                keys.cut(first);
            }
            case '[' -> elements(level + 1);
            case 't' -> literal(TRUE);
            case 'f' -> literal(FALSE);
            case 'n' -> literal(NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> at = JsonNumbers.behind(in, at);
            default -> throw unexpected("a value");
        }
    }

    /** Passes over an object whose keys go to the set from {@code firstKey} on, and stay there. */
    void members(int level, int firstKey) {
        if (enter(level, '}')) {
            do {
                key(level);
                member(level, firstKey);
            } while (more(level, '}'));
        }
    }

    /** Passes over the rest of the member whose key the path stands at, and masks its value if the key says so. */
    void member(int level, int firstKey) {
        addKey(level, firstKey);
        colon();
        if (!masker.hides(in, keys.lastHash(), path, payloadLevel)) {
            value(level);
            return;
        }
        int from = at;
        int edits = masker.edits().size();
        value(level);
        masker.edits().cut(edits);
        masker.edits().replace(from, at, Masker.MASKED_VALUE);
    }

    private void elements(int level) {
        if (enter(level, ']')) {
            int index = 0;
            do {
                path.index(level, index++);
                value(level);
            } while (more(level, ']'));
        }
    }

    /** Passes over an opening bracket; true if something stands between it and the closing one. */
    boolean enter(int level, char close) {
        if (level > limits.maxDepth()) {
            throw new BadEvent(NESTED_TOO_DEEP, "is nested deeper than " + limits.maxDepth() + " levels; flatten it");
        }
        at++;
        if (afterBlanks() != close) {
            return true;
        }
        at++;
        return false;
    }

    /** Passes over a comma, or over the closing bracket and then is false. */
    boolean more(int level, char close) {
        path.up(level - 1);
        byte c = afterBlanks();
        if (c != ',' && c != close) {
            throw unexpected("a comma or " + close);
        }
        at++;
        if (c == ',') {
            afterBlanks();
        }
        return c == ',';
    }

    /** Passes over a key, which the path then stands at. */
    void key(int level) {
        path.up(level - 1);
        if (in[at] != '"') {
            throw unexpected("a key in double quotes");
        }
        int from = at + 1;
        int to = closingQuote(from);
        at = to + 1;
        boolean tooLong = to - from > Names.MAX_LENGTH
                && (to - from > MAX_KEY_BYTES
                        || JsonStrings.decode(in, from, to).length() > Names.MAX_LENGTH);
        if (tooLong) {
            throw new BadEvent(TOO_LONG, "a key is longer than " + Names.MAX_LENGTH + " characters; shorten it");
        }
        path.key(level, from, to);
    }

    /** Adds the key that the path stands at to those of its object. */
    private void addKey(int level, int firstKey) {
        if (keys.size() - firstKey >= limits.maxKeys()) {
            path.up(level - 1);
            throw new BadEvent(TOO_MANY_KEYS, "an object has more than " + limits.maxKeys() + " keys; split it");
        }
        if (!keys.add(in, firstKey, path.keyFrom(level), path.keyTo(level), plain)) {
            throw new BadEvent(DUPLICATE_KEY, "the key stands twice in one object; keep one");
        }
    }

    void colon() {
        if (afterBlanks() != ':') {
            throw unexpected("a colon");
        }
        at++;
        afterBlanks();
    }

    private void text() {
        int from = at + 1;
        string();
        if (masker.looksAtTexts()) {
            masker.text(in, from, at - 1, plain);
        }
    }

    /** Passes over a string, with its quotes, whatever it says. */
    void string() {
        int from = at + 1;
        int to = closingQuote(from);
        if (to - from > limits.maxString()) {
            throw new BadEvent(TOO_LONG, "the text is longer than " + limits.maxString() + " bytes; shorten it");
        }
        at = to + 1;
    }

    /** Whether every byte of the string or key passed last stands for itself, and is ASCII. */
    boolean plain() {
        return plain;
    }

    private int closingQuote(int from) {
        int to = Words.behindPlain(in, from);
        plain = in[to] == '"';
        return plain ? to : JsonStrings.closingQuote(in, to, end);
    }

    private void literal(byte[] word) {
        for (int i = 0; i < word.length; i++) {
            if (in[at + i] != word[i]) {
                throw unexpected("a value");
            }
        }
        at += word.length;
    }

    /** Tells what stands here in the place of what should. */
    BadEvent unexpected(String wanted) {
        if (at == end) {
            return new BadEvent(MALFORMED_JSON, "the text ends where " + wanted + " should stand");
        }
        if (in[at] < 0) {
            return foreign(wanted);
        }
        String found = in[at] > ' ' ? "'" + (char) in[at] + "'" : "byte 0x%02X".formatted(in[at]);
        return new BadEvent(MALFORMED_JSON, found + " stands where " + wanted + " should stand");
    }

    private BadEvent foreign(String wanted) {
        try {
            Utf8.next(in, at);
        } catch (BadEvent e) {
            return e;
        }
        return Utf8.isByteOrderMark(in, at)
                ? new BadEvent(INVALID_UTF8, "a byte order mark begins the text; leave it out")
                : new BadEvent(MALFORMED_JSON, "no letter may stand where " + wanted + " should stand");
    }

    private static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }
}
