package io.heliograph.launcher.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes requests of the hub's own routes and bends them: everything by chance, and the same again for the same seed. */
final class RequestMaker {
    private static final List<String> METHODS = List.of(
            "GET", "GET", "GET", "POST", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "get", "FOO");
    private static final List<String> OTHERS = List.of(
            "/", "/docs", "/docs/docs.js", "/rpc", "/health", "/metrics", "/problems/internal", "/nowhere", "*", "//");
    private static final List<String> NAMES = List.of(
            "limit",
            "cursor",
            "page",
            "page_size",
            "type",
            "agent_id",
            "since",
            "until",
            "order",
            "format",
            "level",
            "source",
            "unknown");
    static final List<String> VALUES = List.of(
            "",
            "0",
            "1",
            "-1",
            "1000",
            "1001",
            "9223372036854775808",
            "1e309",
            "NaN",
            "null",
            "true",
            "a",
            "*",
            "%",
            "%00",
            "\0",
            "' OR '1'='1",
            "\"; DROP TABLE events; --",
            "2026-01-31T12:00:00Z",
            "0000-00-00",
            "+292278994-08-17T07:12:55Z",
            "AQABAAZgyEDgXlY4MTEwM2E0Yi05ZWQ2LTgzNDItYmNjMC1kZjA3YTE4ZDc1M2E",
            "AQ",
            "\ud83d\ude00",
            "\u202e",
            "\uffff",
            "<script>",
            "${jndi:ldap://x}",
            "../../etc/passwd",
            "asc",
            "desc",
            "csv",
            "ndjson",
            "warn",
            "x".repeat(3_000));
    private static final List<String> HEADERS = List.of(
            "Accept: application/msgpack",
            "Accept: */*;q=2",
            "Accept: ,,;;",
            "Accept-Encoding: gzip;q=x",
            "Accept-Encoding: *",
            "Content-Type: application/x-ndjson",
            "Content-Type: application/msgpack",
            "Content-Type: ",
            "Content-Type: a/b; c=\"",
            "Content-Encoding: gzip",
            "Content-Encoding: zstd",
            "Content-Encoding: br",
            "Idempotency-Key: a",
            "Idempotency-Key: \u00e4",
            "X-Request-Id: \t",
            "Origin: null",
            "Origin: http://localhost:5173",
            "If-None-Match: *",
            "Range: bytes=0-",
            "Expect: 100-continue",
            "Expect: x",
            "Upgrade: websocket",
            "Connection: upgrade",
            "Authorization: Bearer a.b.c",
            "X-API-KEY: k",
            "X-Forwarded-For: 1.2.3.4, a",
            "Forwarded: for=\"",
            "Cookie: a=b",
            "TE: trailers",
            "Access-Control-Request-Method: PUT",
            "X-Long: " + "y".repeat(2_000));
    private static final List<String> BODIES = List.of(
            "{\"type\":\"fuzz\",\"id\":\"f\",\"agent_id\":\"a\",\"payload\":{\"n\":[1,2.5,null,true,\"x\\u00e4\"]}}",
            "[{\"type\":\"fuzz\"},{\"type\":\"log.warn\",\"message\":\"m\"}]",
            "{\"events\":[{\"type\":\"fuzz\",\"timestamp\":1}]}",
            "{\"type\":\"fuzz\"}\n{\"type\":\"fuzz\"}\n",
            "{\"ids\":[1,2]}",
            "{\"ids\":[]}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"events.list\"}",
            "[]",
            "{}",
            "",
            "null",
            "\u0081\u00a4type\u00a4fuzz");

    private final Random random;
    private final List<String> routes = new ArrayList<>(OTHERS);

    /** The routes are those of the OpenAPI document, and what it does not speak of. */
    RequestMaker(JsonNode openApi, long seed) {
        random = new Random(seed);
        openApi.get("paths").fieldNames().forEachRemaining(routes::add);
    }

    /** Asks the peer to close behind it, so that an answer has an end. */
    byte[] next() {
        byte[] body = any(BODIES).getBytes(ISO_8859_1);
        if (random.nextInt(3) == 0) {
            bend(body);
        }
        String method = any(METHODS);
        StringBuilder head =
                new StringBuilder(method).append(' ').append(target()).append(" HTTP/1.1\r\n");
        head.append("Host: localhost\r\nConnection: close\r\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            head.append(any(HEADERS)).append("\r\n");
        }
        boolean withBody = method.startsWith("P") || random.nextInt(8) == 0;
        boolean chunked = withBody && random.nextInt(6) == 0;
        head.append(
                !withBody
                        ? ""
                        : chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + body.length + "\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes((head + "\r\n").getBytes(ISO_8859_1));
        if (chunked && body.length > 0) {
            request.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(ISO_8859_1));
        }
        request.writeBytes(withBody ? body : new byte[0]);
        request.writeBytes((chunked ? (body.length > 0 ? "\r\n" : "") + "0\r\n\r\n" : "").getBytes(ISO_8859_1));
        byte[] bytes = request.toByteArray();
        if (random.nextInt(10) == 0) {
            bend(bytes);
        }
        return bytes;
    }

    private String target() {
        StringBuilder target = new StringBuilder();
        for (String part : any(routes).split("(?=\\{)|(?<=})")) {
            target.append(part.startsWith("{") ? URLEncoder.encode(any(VALUES), UTF_8) : part);
        }
        String separator = "?";
        for (int i = random.nextInt(4); i > 0; i--) {
            String value =
                    random.nextInt(20) == 0 ? any(VALUES).replaceAll("\\s", "") : URLEncoder.encode(any(VALUES), UTF_8);
            target.append(separator).append(any(NAMES)).append(random.nextInt(20) == 0 ? "" : "=" + value);
            separator = "&";
        }
        return target.toString();
    }

    private void bend(byte[] bytes) {
        for (int i = bytes.length == 0 ? 0 : 1 + random.nextInt(4); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
    }

    private String any(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }
}
