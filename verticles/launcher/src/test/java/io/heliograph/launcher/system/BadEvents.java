package io.heliograph.launcher.system;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Events that no hub may take, each with the code it has to be refused with. */
final class BadEvents {
    /** What is behind an event whose brackets or quotes do not close cannot be found in an array, only on lines. */
    record BadEvent(String what, String code, byte[] json, boolean closes) {
        BadEvent open() {
            return new BadEvent(what, code, json, false);
        }

        @Override
        public String toString() {
            return code + ": " + what;
        }
    }

    private final List<BadEvent> all = new ArrayList<>();

    static List<BadEvent> all() {
        BadEvents events = new BadEvents();
        events.grammar();
        events.fields();
        events.texts();
        events.bytes();
        events.keys();
        events.numbers();
        events.sizes();
        events.times();
        return List.copyOf(events.all);
    }

    private void grammar() {
        String code = "malformed-json";
        add(code, "a trailing comma", "{'type':'x',}");
        add(code, "a bare key", "{type:'x'}");
        all.add(new BadEvent("single quotes", code, utf8("{'type':'x'}"), true));
        add(code, "no comma", "{'type':'x' 'source':'y'}");
        add(code, "no colon", "{'type' 'x'}");
        add(code, "a bare word", "{'type':x}");
        add(code, "a comment", "{/* why */'type':'x'}");
        add(code, "text behind it", "{'type':'x'} tail");
        add(code, "two at once", "{'type':'x'}{'type':'y'}");
        add(code, "an unknown escape", "{'type':'\\x'}");
        add(code, "an escape that is no hex", "{'type':'\\u12G4'}");
        for (String value : List.of("NaN", "Infinity", "-Infinity", "01", "+1", ".5", "1.", "1e", "0x10", "tru", "")) {
            add(code, "the value '" + value + "'", payload(value));
        }
        addOpen(code, "no closing brace", "{'type':'x'");
        addOpen(code, "no closing quote", "{'type':'x");
        addOpen(code, "crossed brackets", "{'type':'x','payload':{'v':[}]}}");
        addOpen(code, "one brace too many", "{'type':'x'}}");
    }

    private void fields() {
        add("not-an-object", "a number", "5");
        add("not-an-object", "null", "null");
        add("not-an-object", "true", "true");
        add("not-an-object", "a text", "'type'");
        add("missing-field", "nothing at all", "{}");
        add("missing-field", "no type", "{'payload':{}}");
        add("missing-field", "a type of null", "{'type':null}");
        add("wrong-type", "a type that is a number", "{'type':7}");
        add("wrong-type", "a type that is a list", "{'type':['x']}");
        add("wrong-type", "a source that is a boolean", "{'type':'x','source':true}");
        add("wrong-type", "an agent that is an object", "{'type':'x','agent_id':{'id':'a'}}");
        add("wrong-type", "an id that is a number", "{'type':'x','id':17}");
        add("wrong-type", "a payload that is a list", "{'type':'x','payload':[1]}");
        add("wrong-type", "a payload that is a text", "{'type':'x','payload':'{}'}");
        add("wrong-type", "a time that is a boolean", "{'type':'x','timestamp':true}");
        add("wrong-type", "a time that is an object", "{'type':'x','timestamp':{}}");
        for (String name : List.of("type", "source", "agent_id", "id")) {
            String rest = name.equals("type") ? "" : "'type':'x',";
            add("empty-field", "an empty " + name, "{" + rest + "'" + name + "':''}");
            add("too-long", name + " of 129", "{" + rest + "'" + name + "':'" + "n".repeat(129) + "'}");
        }
    }

    private void texts() {
        add("control-character", "an escaped NUL in a text", payload("'a\\u0000b'"));
        add("control-character", "an escaped NUL in a key", "{'type':'x','payload':{'a\\u0000':1}}");
        add("control-character", "an escaped NUL in a name", "{'type':'a\\u0000b'}");
        add("control-character", "a raw tab", payload("'a\tb'"));
        add("control-character", "a raw 0x01", payload("'a\u0001b'"));
        add("control-character", "a raw NUL", payload("'a\0b'"));
        add("lone-surrogate", "a first half", payload("'\\ud83d'"));
        add("lone-surrogate", "a second half", payload("'\\ude00'"));
        add("lone-surrogate", "two first halves", payload("'\\ud83d\\ud83d'"));
        add("lone-surrogate", "half a character in a name", "{'type':'\\ud83d'}");
        add("lone-surrogate", "half a character in a key", "{'type':'x','payload':{'\\ud83d':1}}");
    }

    private void bytes() {
        addBytes("two bytes that do not belong together", 0xC3, 0x28);
        addBytes("an overlong slash", 0xC0, 0xAF);
        addBytes("an overlong NUL", 0xC0, 0x80);
        addBytes("surrogates", 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80);
        addBytes("beyond U+10FFFF", 0xF4, 0x90, 0x80, 0x80);
        addBytes("a byte that never occurs", 0xFF);
        addBytes("a continuation alone", 0x80);
        addBytes("a character cut short", 0xE2, 0x82);
    }

    private void keys() {
        String code = "duplicate-key";
        add(code, "a key twice", "{'type':'x','payload':{'a':1,'a':2}}");
        add(code, "a key twice, once escaped", "{'type':'x','payload':{'a':1,'\\u0061':2}}");
        add(code, "a key twice, further in", payload("[{'b':{'a':1,'a':2}}]"));
        add(code, "the type twice", "{'type':'x','type':'y'}");
        add(code, "the type twice, once escaped", "{'type':'x','\\u0074ype':'y'}");
        add(code, "a key beside the payload and in it", "{'type':'x','a':1,'payload':{'a':2}}");
        add("too-long", "a key of 129", "{'type':'x','payload':{'" + "k".repeat(129) + "':1}}");
        add("too-many-keys", "257 keys", keys(257));
        add("too-many-keys", "10,000 keys", keys(10_000));
    }

    private void numbers() {
        String code = "number-out-of-range";
        for (String number : List.of(
                "1e400",
                "-1e400",
                "1e130000",
                "1e-400",
                "9223372036854775808",
                "-9223372036854775809",
                "1e99999999999")) {
            add(code, number, payload(number));
        }
        add(code, "1100 digits", payload("7".repeat(1_100)));
        add(code, "a fraction of 70 digits", payload("0." + "3".repeat(70)));
        add(code, "as a time", "{'type':'x','timestamp':1e400}");
    }

    private void sizes() {
        add("nested-too-deep", "33 levels", nested(33));
        add("nested-too-deep", "1001 levels", nested(1_001));
        add("nested-too-deep", "100,000 levels", nested(100_000));
        add("too-long", "a text of over 64 KiB", payload("'" + "t".repeat((64 << 10) + 1) + "'"));
        String text = "'" + "t".repeat(60 << 10) + "'";
        add("event-too-large", "over 256 KiB", payload("[" + text + ("," + text).repeat(4) + "]"));
    }

    private void times() {
        for (String time : List.of(
                "yesterday",
                "",
                "2026-13-01T00:00:00Z",
                "2026-02-30T00:00:00Z",
                "+1000000000-01-01T00:00:00Z",
                "12:00:00",
                "infinity",
                "-infinity",
                "2016-12-31T23:59:60Z",
                "2026-01-31T24:30:00Z",
                "now()")) {
            add("bad-timestamp", "'" + time + "'", "{'type':'x','timestamp':'" + time + "'}");
        }
        Instant now = Instant.now();
        String tooOld = now.minus(31, ChronoUnit.DAYS).toString();
        for (String time : List.of("'" + tooOld + "'", "'0001-01-01T00:00:00Z'", "0", "-1", "1700000000", "-9e18")) {
            add("timestamp-too-old", time, "{'type':'x','timestamp':" + time + "}");
        }
        String ahead = now.plus(1, ChronoUnit.HOURS).toString();
        for (String time : List.of("'" + ahead + "'", "'9999-12-31T23:59:59Z'", "9e18")) {
            add("timestamp-in-future", time, "{'type':'x','timestamp':" + time + "}");
        }
    }

    private static String payload(String value) {
        return "{'type':'x','payload':{'v':" + value + "}}";
    }

    private static String keys(int count) {
        StringBuilder keys = new StringBuilder("{'type':'x','payload':{'k0':0");
        for (int i = 1; i < count; i++) {
            keys.append(",'k").append(i).append("':0");
        }
        return keys.append("}}").toString();
    }

    /** The event and its payload are two of the levels. */
    private static String nested(int levels) {
        return payload("[".repeat(levels - 2) + "]".repeat(levels - 2));
    }

    private void add(String code, String what, String json) {
        all.add(new BadEvent(what, code, utf8(json.replace('\'', '"')), true));
    }

    private void addOpen(String code, String what, String json) {
        add(code, what, json);
        all.add(all.remove(all.size() - 1).open());
    }

    private void addBytes(String what, int... text) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        json.writeBytes(utf8("{\"type\":\"x\",\"payload\":{\"v\":\"a"));
        for (int one : text) {
            json.write(one);
        }
        json.writeBytes(utf8("\"}}"));
        all.add(new BadEvent(what, "invalid-utf8", json.toByteArray(), true));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
