package io.heliograph.launcher.system;

import static org.awaitility.Awaitility.await;

import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Questions that cannot be answered, each with the code it has to be refused with. */
final class BadQueries {
    /** A path to ask for, and the code it has to be refused with. */
    record BadQuery(String path, String code) {
        /** As the bytes stand, since clients refuse to send some of these. */
        Answer ask(Http http) {
            return http.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        }

        @Override
        public String toString() {
            return code + ": " + path;
        }
    }

    /** Two events are sent, so that there are lists to go on in. */
    static final int SENT = 2;

    private final List<BadQuery> all = new ArrayList<>();

    static List<BadQuery> all(Http http) {
        BadQueries queries = new BadQueries();
        queries.unknown();
        queries.values();
        queries.cursors(http);
        return List.copyOf(queries.all);
    }

    private void unknown() {
        add("unknown-parameter", "/events?typ=x", "/events?Type=x", "/events?a%00=x", "/events/export?limit=5");
        add("unknown-parameter", "/agents?type=x", "/logs?severity=error", "/cluster?node=1", "/events/x?type=y");
        add("missing-parameter", "/telemetry/history", "/telemetry/history?page=1");
        add("not-found", "/events/there-is-none", "/events/%F0%9F%98%80");
        add("no-such-route", "/eventz", "/events/a/b", "/..%2f..%2fetc/passwd");
    }

    private void values() {
        String code = "invalid-parameter";
        for (String limit : List.of("0", "-1", "1001", "abc", "1.5", "99999999999", "1e2", "")) {
            add(code, "/events?limit=" + limit, "/logs?limit=" + limit, "/agents?limit=" + limit);
        }
        add(code, "/events?limit=5&limit=6", "/events?page=-1", "/events?page=one", "/events?page_size=0");
        add(code, "/events?page=2000&page_size=1000", "/events?page=99999999&page_size=1000", "/events?page=0&limit=5");
        add(code, "/events?order=up", "/events?since=yesterday", "/events?since=12:00:00");
        add(
                code,
                "/events?since=infinity",
                "/events?until=2026-02-30T00:00:00Z",
                "/events?since=1e99",
                "/events?since=1795336200");
        add(code, "/events?since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z");
        add(code, "/events?type=", "/events?type=" + "t".repeat(129), "/events?source=a%00b", "/events?agent_id=");
        add(code, "/events/export?format=xml", "/events/export?order=up", "/telemetry/history?agent_id=a&page=-1");
        add(code, "/events?type=%zz", "/events/%zz");
    }

    private void cursors(Http http) {
        String event = "{\"type\":\"log\",\"agent_id\":\"%s\",\"payload\":{\"message\":\"m\"}}";
        http.post("/events", "[" + event.formatted("a1") + "," + event.formatted("a2") + "]");
        String events = next(http, "/events?limit=1");
        String logs = next(http, "/logs?limit=1");
        String code = "bad-cursor";
        add(code, "/events?cursor=garbage", "/events?cursor=AAAA", "/events?cursor=%F0%9F%98%80", "/logs?cursor=x");
        add(code, "/agents?cursor=" + events, "/logs?cursor=" + events, "/events?cursor=" + logs);
        add(
                code,
                "/events?order=asc&cursor=" + events,
                "/events?cursor=" + events + "=",
                "/events?cursor=" + events + "A");
        add(code, "/events?cursor=" + events.substring(0, 12), "/events?cursor=" + events.substring(1));
        add(
                code,
                "/events/export?cursor=garbage",
                "/events/export?format=ndjson&cursor=" + logs,
                "/events/export?order=asc&cursor=" + events);
        add("invalid-parameter", "/events?page=1&cursor=" + events, "/events?cursor=");
    }

    private static String next(Http http, String path) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> http.get(path).json().get("next").asText(null), next -> next != null);
    }

    private void add(String code, String... paths) {
        for (String path : paths) {
            all.add(new BadQuery(path, code));
        }
    }
}
