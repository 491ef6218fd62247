package io.heliograph.launcher.system;

import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/** Requests that are wrong as a whole, each with the code it has to be refused with. */
final class BadRequests {
    private static final String JSON = "application/json";
    private static final String EVENT = "{\"type\":\"x\",\"payload\":{\"text\":\"" + "t".repeat(500) + "\"}}";

    /** Something to send, and the code it has to be refused with. */
    record BadRequest(String what, String code, Function<Http, Answer> how) {
        Answer send(Http http) {
            return how.apply(http);
        }

        @Override
        public String toString() {
            return code + ": " + what;
        }
    }

    private final List<BadRequest> all = new ArrayList<>();

    static List<BadRequest> all() {
        BadRequests requests = new BadRequests();
        requests.bodies();
        requests.types();
        requests.encodings();
        requests.sizes();
        requests.routes();
        return List.copyOf(requests.all);
    }

    private void bodies() {
        body("empty-body", "nothing", "");
        body("empty-body", "blanks", " \r\n\t ");
        body("empty-body", "an empty list", "[]");
        body("empty-body", "an empty list of events", "{\"events\":[]}");
        body("empty-body", "blank lines", "\n\n\n", "application/x-ndjson");
        body("unknown-parameter", "a member beside the events", "{\"events\":[" + EVENT + "],\"agent\":\"a\"}");
        body("missing-field", "events that are no list", "{\"events\":5}");
        body("malformed-json", "two documents", EVENT + "\n" + EVENT);
        body("malformed-json", "a list that does not end", "[");
        body("malformed-json", "HTML", "<html>");
        body("malformed-json", "a form", "type=x&payload=y");
        body("nothing-accepted", "two bad events", "[{},{}]");
        body("not-an-object", "a list in a list", "[[" + EVENT + "]]");
        body("not-an-object", "a list on a line", "[" + EVENT + "]", "application/x-ndjson");
        bytes("invalid-utf8", "a byte order mark", bytes("\uFEFF" + EVENT, StandardCharsets.UTF_8));
        bytes("malformed-json", "UTF-16", bytes(EVENT, StandardCharsets.UTF_16LE));
        bytes("invalid-utf8", "UTF-16 with its mark", bytes(EVENT, StandardCharsets.UTF_16));
    }

    private void types() {
        for (String type : List.of(
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "application/json; charset=iso-8859-1",
                "json")) {
            body("unsupported-media-type", type, EVENT, type);
        }
    }

    private void encodings() {
        byte[] packed = gzip(EVENT.getBytes(StandardCharsets.UTF_8));
        byte[] wrongSum = packed.clone();
        wrongSum[wrongSum.length - 6] ^= 1;
        for (String encoding : List.of("br", "deflate", "gzip, gzip", "zstd, gzip")) {
            encoded("unsupported-encoding", encoding, encoding, packed);
        }
        for (int cut : List.of(1, 10, packed.length / 2, packed.length - 8, packed.length - 1)) {
            encoded("damaged-encoding", "cut after " + cut, "gzip", Arrays.copyOf(packed, cut));
        }
        encoded("damaged-encoding", "a wrong checksum", "gzip", wrongSum);
        encoded("damaged-encoding", "not packed at all", "gzip", EVENT.getBytes(StandardCharsets.UTF_8));
        encoded("body-too-large", "a bomb", "gzip", gzip(new byte[33 << 20]));
    }

    private void sizes() {
        String head = "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ";
        add("body-too-large", "a byte over 8 MiB", http -> http.raw(head + ((8 << 20) + 1) + "\r\n\r\n"));
        body("too-many-events", "10,001 events", "[" + "{},".repeat(10_000) + "{}]");
    }

    private void routes() {
        add("no-such-route", "a route that is not there", http -> http.post("/event", EVENT));
        add("method-not-allowed", "a method that is not taken", http -> http.post("/logs", "{}"));
    }

    private void body(String code, String what, String body) {
        body(code, what, body, JSON);
    }

    private void body(String code, String what, String body, String type) {
        add(code, what, http -> http.post("/events", body.getBytes(StandardCharsets.UTF_8), type));
    }

    private void bytes(String code, String what, byte[] body) {
        add(code, what, http -> http.post("/events", body, JSON));
    }

    private void encoded(String code, String what, String encoding, byte[] body) {
        add(code, what, http -> http.post("/events", body, JSON, "Content-Encoding", encoding));
    }

    private void add(String code, String what, Function<Http, Answer> how) {
        all.add(new BadRequest(what, code, how));
    }

    private static byte[] bytes(String text, Charset charset) {
        return text.getBytes(charset);
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
