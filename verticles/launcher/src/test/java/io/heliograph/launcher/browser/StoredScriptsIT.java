package io.heliograph.launcher.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.heliograph.launcher.system.Hubs;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.faults.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S15: whatever was stored, a browser that is led to any answer of the hub runs nothing of it. */
class StoredScriptsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PAYLOADS = ScriptPayloads.all();

    /** What an answer with data has in a browser only if some of the data was taken for HTML. */
    private static final String MADE_OF_DATA =
            "document.querySelectorAll('script,img,svg,iframe,object,video,form,details,marquee,a,input').length";

    @TempDir
    static Path directory;

    private static HubProcess hub;
    private static Http http;
    private static Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> binary = Chromium.find();
        assumeThat(binary).as("Chromium is installed").isPresent();
        hub = Hubs.run(directory);
        http = new Http(hub.url());
        browser = new Chromium(binary.get(), directory.resolve("profile"));
        store();
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void aBrowserRunsNothingThatWasStoredOrAsked() throws Exception {
        List<String> addresses = new ArrayList<>(List.of(
                "/events?limit=1000",
                "/agents?limit=1000",
                "/logs?limit=1000",
                "/events/export",
                "/events/export?format=ndjson",
                "/telemetry/history?agent_id=" + encode(PAYLOADS.get(1)),
                "/events/" + encode(PAYLOADS.get(0)),
                "/dead-letters",
                "/audit",
                "/metrics",
                "/problems",
                "/asyncapi.json"));
        for (int i = 0; i < PAYLOADS.size(); i += 25) {
            String payload = encode(PAYLOADS.get(i));
            addresses.add("/events?" + payload + "=" + payload);
            addresses.add("/problems/" + payload);
            addresses.add("/" + payload);
        }
        int shown = 0;
        for (String address : addresses) {
            String text = browser.open(hub.url() + address);
            assertThat(browser.executed()).as(address).isEmpty();
            assertThat(browser.evaluate(MADE_OF_DATA)).as(address).isEqualTo("0");
            shown += text.contains("executed(") ? 1 : 0;
        }
        assertThat(shown).as("answers that showed a payload as text").isGreaterThanOrEqualTo(4);
        for (String place : List.of("/docs", "/docs?url=", "/docs?configUrl=", "/docs#/")) {
            browser.open(hub.url() + place + (place.equals("/docs") ? "" : encode(PAYLOADS.get(17))));
            assertThat(browser.executed()).as(place).isEmpty();
        }
        Outcome.of(
                "S15",
                "%d payloads, %d answers opened, %d showed them as text, none ran",
                PAYLOADS.size(),
                addresses.size() + 4,
                shown);
    }

    /** Without this, silence would say nothing. */
    @Test
    void aPageThatTookThemForHtmlIsFoundOut() throws Exception {
        HttpServer careless = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] page = ("<html><body>" + PAYLOADS.get(0) + PAYLOADS.get(1)).getBytes(StandardCharsets.UTF_8);
        careless.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        careless.start();
        try {
            browser.open("http://127.0.0.1:" + careless.getAddress().getPort() + "/");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> browser.executed().containsAll(List.of("0", "1")));
            assertThat(browser.evaluate(MADE_OF_DATA)).isNotEqualTo("0");
        } finally {
            careless.stop(0);
            browser.open("about:blank");
            browser.executed().clear();
        }
    }

    /** Each payload in every place of an event that takes it. */
    private static void store() {
        ArrayNode events = JSON.createArrayNode();
        for (int i = 0; i < PAYLOADS.size(); i++) {
            String payload = PAYLOADS.get(i);
            ObjectNode event = events.addObject().put("type", "log.warn").put("id", payload);
            event.put("agent_id", payload).put("source", payload);
            event.putObject("payload").put("message", payload).put(payload, payload);
            events.addObject().put("type", payload);
        }
        ObjectNode answer = (ObjectNode) http.post("/events", events.toString()).json();
        assertThat(answer.get("accepted").asInt()).as("%s", answer).isGreaterThanOrEqualTo(PAYLOADS.size());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> http.get("/agents?limit=1000").json().get("items").size() == PAYLOADS.size());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
