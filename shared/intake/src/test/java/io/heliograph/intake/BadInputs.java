package io.heliograph.intake;

import static io.heliograph.contracts.problems.ProblemKind.BAD_TIMESTAMP;
import static io.heliograph.contracts.problems.ProblemKind.CONTROL_CHARACTER;
import static io.heliograph.contracts.problems.ProblemKind.DUPLICATE_KEY;
import static io.heliograph.contracts.problems.ProblemKind.EMPTY_FIELD;
import static io.heliograph.contracts.problems.ProblemKind.EVENT_TOO_LARGE;
import static io.heliograph.contracts.problems.ProblemKind.INVALID_UTF8;
import static io.heliograph.contracts.problems.ProblemKind.LONE_SURROGATE;
import static io.heliograph.contracts.problems.ProblemKind.MALFORMED_JSON;
import static io.heliograph.contracts.problems.ProblemKind.MISSING_FIELD;
import static io.heliograph.contracts.problems.ProblemKind.NESTED_TOO_DEEP;
import static io.heliograph.contracts.problems.ProblemKind.NUMBER_OUT_OF_RANGE;
import static io.heliograph.contracts.problems.ProblemKind.TIMESTAMP_IN_FUTURE;
import static io.heliograph.contracts.problems.ProblemKind.TIMESTAMP_TOO_OLD;
import static io.heliograph.contracts.problems.ProblemKind.TOO_LONG;
import static io.heliograph.contracts.problems.ProblemKind.TOO_MANY_KEYS;
import static io.heliograph.contracts.problems.ProblemKind.WRONG_TYPE;

import io.heliograph.contracts.problems.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Bad events by the dozen. Characters from 0x80 to 0xFF stand for single bytes, and ' for a quote. */
final class BadInputs {
    private BadInputs() {}

    static Stream<BadInput> all() {
        return Stream.of(text(), json(), numbers(), limits(), fields(), times()).flatMap(part -> part);
    }

    private static Stream<BadInput> text() {
        return Stream.of(
                value("escaped NUL in a string", "\"a\\u0000b\"", CONTROL_CHARACTER, "payload.x"),
                event("escaped NUL in a key", "'payload':{'a\\u0000':1}", CONTROL_CHARACTER, "payload: "),
                event("escaped NUL beside the payload", "'y':[{'z':'\\u0000'}]", CONTROL_CHARACTER, "y[0].z"),
                event("escaped NUL in a name", "'source':'\\u0000'", CONTROL_CHARACTER, "source"),
                value("bare NUL in a string", "\"a\0b\"", CONTROL_CHARACTER, "0x00"),
                value("bare tab in a string", "\"a\tb\"", CONTROL_CHARACTER, "0x09"),
                value("bare escape in a string", "\"a\u001b[31mb\"", CONTROL_CHARACTER, "0x1B"),
                event("bare control character in a key", "'payload':{'a\u0001':1}", CONTROL_CHARACTER, "0x01"),
                value("lone high surrogate", "\"\\ud83d\"", LONE_SURROGATE, "payload.x"),
                value("lone low surrogate", "\"\\uDE00\"", LONE_SURROGATE, "\\ude00"),
                value("high surrogate before another escape", "\"\\ud83d\\n\"", LONE_SURROGATE, "payload.x"),
                value("two high surrogates", "\"\\ud83d\\ud83d\"", LONE_SURROGATE, "payload.x"),
                event("lone surrogate in a key", "'payload':{'\\ud83d':1}", LONE_SURROGATE, "payload"),
                value("cut sequence", "\"\u00C3(\"", INVALID_UTF8, "payload.x"),
                value("overlong slash", "\"\u00C0\u00AF\"", INVALID_UTF8, "0xC0"),
                value("overlong of three bytes", "\"\u00E0\u0080\u00AF\"", INVALID_UTF8, "0xE0"),
                value("overlong of four bytes", "\"\u00F0\u0080\u0080\u00AF\"", INVALID_UTF8, "0xF0"),
                value("surrogates in UTF-8", "\"\u00ED\u00A0\u00BD\u00ED\u00B8\u0080\"", INVALID_UTF8, "0xED"),
                value("beyond U+10FFFF", "\"\u00F4\u0090\u0080\u0080\"", INVALID_UTF8, "0xF4"),
                value("byte 0xFF", "\"\u00FF\"", INVALID_UTF8, "0xFF"),
                value("continuation alone", "\"\u0080\"", INVALID_UTF8, "0x80"),
                value("sequence cut by the quote", "\"\u00E2\u0082\"", INVALID_UTF8, "0xE2"),
                value("invalid byte between tokens", "\u00FE", INVALID_UTF8, "0xFE"),
                event("invalid UTF-8 in a key", "'payload':{'\u00C3(':1}", INVALID_UTF8, "payload"),
                value("byte order mark between tokens", "\u00EF\u00BB\u00BF1", INVALID_UTF8, "byte order mark"));
    }

    private static Stream<BadInput> json() {
        return Stream.of(
                event("key twice in the payload", "'payload':{'a':1,'a':2}", DUPLICATE_KEY, "payload.a"),
                event("key twice, once escaped", "'payload':{'a':1,'\\u0061':2}", DUPLICATE_KEY, "payload.a"),
                value(
                        "key twice, deep inside",
                        "[{\"a\":{\"\u00C3\u00A9\":1,\"\\u00e9\":1}}]",
                        DUPLICATE_KEY,
                        "payload.x[0].a.é"),
                event("key twice beside the payload", "'y':1,'y':1", DUPLICATE_KEY, "y"),
                event("type twice", "'type':'t'", DUPLICATE_KEY, "type"),
                event("type twice, once escaped", "'\\u0074ype':'t'", DUPLICATE_KEY, "type"),
                event("absent id twice", "'id':null,'id':'7'", DUPLICATE_KEY, "id"),
                event("member that the payload has, behind it", "'payload':{'y':1},'y':2", DUPLICATE_KEY, "y"),
                event("member that the payload has, before it", "'y':2,'payload':{'y':1}", DUPLICATE_KEY, "payload.y"),
                value("NaN", "NaN", MALFORMED_JSON, "payload.x"),
                value("Infinity", "Infinity", MALFORMED_JSON, "payload.x"),
                value("-Infinity", "-Infinity", MALFORMED_JSON, "payload.x"),
                value("True", "True", MALFORMED_JSON, "'T'"),
                value("nul", "nul", MALFORMED_JSON, "payload.x"),
                value("single quotes", "'a'", MALFORMED_JSON, "payload.x"),
                value("comment", "/* one */ 1", MALFORMED_JSON, "'/'"),
                value("comment behind a value", "1 // one", MALFORMED_JSON, "a comma or }"),
                value("leading zero", "01", MALFORMED_JSON, "payload"),
                value("leading plus", "+1", MALFORMED_JSON, "payload.x"),
                value("leading point", ".5", MALFORMED_JSON, "payload.x"),
                value("trailing point", "5.", MALFORMED_JSON, "digit"),
                value("empty exponent", "5e", MALFORMED_JSON, "digit"),
                value("minus alone", "-", MALFORMED_JSON, "digit"),
                value("hexadecimal", "0x10", MALFORMED_JSON, "payload"),
                value("unknown escape", "\"\\x41\"", MALFORMED_JSON, "backslash"),
                value("escape of three digits", "\"\\u12\"", MALFORMED_JSON, "hexadecimal"),
                value("missing value", "", MALFORMED_JSON, "payload.x"),
                value("trailing comma in an array", "[1,]", MALFORMED_JSON, "payload.x"),
                event("trailing comma in an object", "'payload':{'a':1,}", MALFORMED_JSON, "payload"),
                event("key without quotes", "'payload':{a:1}", MALFORMED_JSON, "double quotes"),
                event("missing colon", "'payload':{'a' 1}", MALFORMED_JSON, "colon"),
                event("missing comma", "'a':1 'b':2", MALFORMED_JSON, "a comma or }"),
                event("non-breaking space between tokens", "\u00C2\u00A0'a':1", MALFORMED_JSON, "no letter"),
                raw("trailing text", "{'type':'t'} x", MALFORMED_JSON, "'x'"),
                raw("two objects", "{'type':'t'} {'type':'t'}", MALFORMED_JSON, "'{'"));
    }

    private static Stream<BadInput> numbers() {
        return Stream.of(
                value("1e400", "1e400", NUMBER_OUT_OF_RANGE, "payload.x"),
                value("-1e309", "-1e309", NUMBER_OUT_OF_RANGE, "payload.x"),
                value("1e-400", "1e-400", NUMBER_OUT_OF_RANGE, "payload.x"),
                value("vanishing exponent", "0.1E-99999999999", NUMBER_OUT_OF_RANGE, "double"),
                value("1e130000", "1e130000", NUMBER_OUT_OF_RANGE, "double"),
                value("2^63", "9223372036854775808", NUMBER_OUT_OF_RANGE, "64 bits"),
                value("-2^63-1", "-9223372036854775809", NUMBER_OUT_OF_RANGE, "64 bits"),
                value("twenty digits", "10000000000000000000", NUMBER_OUT_OF_RANGE, "64 bits"),
                value("1100 digits", "1".repeat(1100), NUMBER_OUT_OF_RANGE, "1100 digits"),
                value("1100 digits and an exponent", "1".repeat(1100) + "e-300", NUMBER_OUT_OF_RANGE, "string"),
                value("65 digits in a decimal", "0." + "1".repeat(64), NUMBER_OUT_OF_RANGE, "65 digits"));
    }

    private static Stream<BadInput> limits() {
        String keys = IntStream.range(0, 257).mapToObj(i -> "'k" + i + "':1").collect(Collectors.joining(","));
        String texts = IntStream.range(0, 5)
                .mapToObj(i -> "'k" + i + "':'" + "x".repeat(60_000) + "'")
                .collect(Collectors.joining(","));
        return Stream.of(
                value("level 33", "[".repeat(31) + "]".repeat(31), NESTED_TOO_DEEP, "32"),
                value("level 1001", "[".repeat(1001) + "]".repeat(1001), NESTED_TOO_DEEP, "[0]"),
                value("level 100000", "[".repeat(100_000) + "]".repeat(100_000), NESTED_TOO_DEEP, "flatten"),
                value("100000 objects", "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000), NESTED_TOO_DEEP, "a.a"),
                event("257 keys", "'payload':{" + keys + "}", TOO_MANY_KEYS, "payload"),
                event("257 keys beside the payload", keys, TOO_MANY_KEYS, "256"),
                value("text of 65537 bytes", "\"" + "x".repeat(65_537) + "\"", TOO_LONG, "65536"),
                event("key of 129 characters", "'payload':{'" + "k".repeat(129) + "':1}", TOO_LONG, "128"),
                event("key of 10 KB", "'payload':{'" + "\\u0041".repeat(2_000) + "':1}", TOO_LONG, "128"),
                event("event of 300 KB", "'payload':{" + texts + "}", EVENT_TOO_LARGE, "262144"));
    }

    private static Stream<BadInput> fields() {
        return Stream.of(
                raw("no type", "{'payload':{}}", MISSING_FIELD, "'type'"),
                raw("null as type", "{'type':null}", MISSING_FIELD, "'type'"),
                raw("empty object", "{}", MISSING_FIELD, "'type'"),
                raw("number as type", "{'type':7}", WRONG_TYPE, "type: takes a string, not a number"),
                raw("empty type", "{'type':''}", EMPTY_FIELD, "type"),
                raw("type of 129 characters", "{'type':'" + "t".repeat(129) + "'}", TOO_LONG, "type"),
                event("empty id", "'id':''", EMPTY_FIELD, "id"),
                event("number as id", "'id':7", WRONG_TYPE, "id: takes a string, not a number"),
                event("agent of 10 KB", "'agent_id':'" + "a".repeat(10_240) + "'", TOO_LONG, "agent_id"),
                event("array as source", "'source':['a']", WRONG_TYPE, "source: takes a string, not an array"),
                event("true as agent", "'agent_id':true", WRONG_TYPE, "not a boolean"),
                event("array as payload", "'payload':[1]", WRONG_TYPE, "payload: takes an object, not an array"),
                event("text as payload", "'payload':'{}'", WRONG_TYPE, "not a string"),
                event("broken array as payload", "'payload':[1,]", MALFORMED_JSON, "payload"),
                raw("array as event", "[{'type':'t'}]", ProblemKind.NOT_AN_OBJECT, "an array")
                        .inABatchOnly(),
                raw("null as event", "null", ProblemKind.NOT_AN_OBJECT, "null is")
                        .inABatchOnly(),
                raw("text as event", "'type'", ProblemKind.NOT_AN_OBJECT, "a string is")
                        .inABatchOnly());
    }

    private static Stream<BadInput> times() {
        return Stream.of(
                time("infinity", "'infinity'", BAD_TIMESTAMP, "timestamp: 'infinity' is not a time"),
                time("empty time", "''", BAD_TIMESTAMP, "timestamp"),
                time("now", "'now'", BAD_TIMESTAMP, "'now'"),
                time("leap second", "'2016-12-31T23:59:60Z'", BAD_TIMESTAMP, "RFC 3339"),
                time("30th of February", "'2026-02-30T10:00:00Z'", BAD_TIMESTAMP, "timestamp"),
                time("hour 24", "'2026-01-31T24:00:00Z'", BAD_TIMESTAMP, "timestamp"),
                time("steering characters", "'\\u202e\\u001b[2J'", BAD_TIMESTAMP, "'\\u202e\\u001b[2J'"),
                time("time of 60 KB", "'" + "9".repeat(60_000) + "'", BAD_TIMESTAMP, "99…'"),
                time("object as time", "{}", WRONG_TYPE, "takes a string or a number"),
                time("true as time", "true", WRONG_TYPE, "not a boolean"),
                time("year 1000000000", "'+999999999-12-31T23:59:59Z'", TIMESTAMP_IN_FUTURE, "10m ahead"),
                time("year 2100", "'2100-01-01T00:00:00Z'", TIMESTAMP_IN_FUTURE, "clock"),
                time("eleven minutes ahead", "'2026-01-31T12:10:00.000001Z'", TIMESTAMP_IN_FUTURE, "timestamp"),
                time("greatest number", "9223372036854775807", TIMESTAMP_IN_FUTURE, "timestamp"),
                time("huge decimal", "1e308", TIMESTAMP_IN_FUTURE, "timestamp"),
                time("year 1970", "'1970-01-01T00:00:00Z'", TIMESTAMP_TOO_OLD, "30 days"),
                time("year -999999999", "'-999999999-01-01T00:00:00Z'", TIMESTAMP_TOO_OLD, "timestamp"),
                time("negative number", "-1", TIMESTAMP_TOO_OLD, "timestamp"),
                time("epoch seconds", "1769860800", TIMESTAMP_TOO_OLD, "not seconds"),
                time("31 days ago", "'2025-12-31T12:00:00Z'", TIMESTAMP_TOO_OLD, "timestamp"));
    }

    private static BadInput value(String name, String value, ProblemKind kind, String told) {
        return new BadInput(name, bytes("{\"type\":\"t\",\"payload\":{\"x\":" + value + "}}"), kind, told, true);
    }

    private static BadInput time(String name, String value, ProblemKind kind, String told) {
        return event(name, "'timestamp':" + value, kind, told);
    }

    private static BadInput event(String name, String members, ProblemKind kind, String told) {
        return raw(name, "{'type':'t'," + members + "}", kind, told);
    }

    private static BadInput raw(String name, String json, ProblemKind kind, String told) {
        return new BadInput(name, bytes(json.replace('\'', '"')), kind, told, true);
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }
}
