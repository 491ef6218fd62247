package io.heliograph.launcher.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.launcher.system.Hubs;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.TokenMaker;
import io.heliograph.testkit.faults.Rounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens at the door of the packaged hub: right ones, and all that attackers make of them. */
@Tag("fault")
class TokensIT {
    /** auth.jwt.leeway, for which a token outlives its end. */
    private static final int LEEWAY_SECONDS = 30;

    private static final KeyPair RSA = TokenMaker.rsa();
    private static final KeyPair EC = TokenMaker.ec();
    private static final TokenAttacks TOKENS =
            new TokenAttacks(RSA, EC, Instant.now().getEpochSecond());

    @TempDir
    static Path directory;

    private static HubProcess hub;
    private static Http http;

    @BeforeAll
    static void start() throws IOException {
        Path jwks = Files.writeString(
                directory.resolve("jwks.json"),
                "{\"keys\":[" + TokenMaker.jwk("rsa-1", RSA.getPublic()) + "," + TokenMaker.jwk("ec-1", EC.getPublic())
                        + "]}");
        Map<String, String> environment = Map.of(
                "HELIOGRAPH_AUTH_JWT_SECRET",
                new String(TokenAttacks.SECRET, StandardCharsets.US_ASCII),
                "HELIOGRAPH_AUTH_JWT_JWKS",
                jwks.toString(),
                "HELIOGRAPH_AUTH_JWT_ISSUER",
                TokenAttacks.ISSUER,
                "HELIOGRAPH_AUTH_JWT_AUDIENCE",
                TokenAttacks.AUDIENCE,
                "HELIOGRAPH_AUTH_JWT_JWKS_AT_MOST_EVERY",
                "1s",
                "HELIOGRAPH_AUTH_MAX_FAILURES",
                "0");
        hub = Hubs.run(directory, environment);
        http = new Http(hub.url());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void rightOnesLetTheirHolderIn() {
        TOKENS.right().forEach((what, token) -> {
            assertThat(get(token).status()).as(what).isEqualTo(200);
            assertThat(get(token).status()).as(what + ", remembered").isEqualTo(200);
        });
    }

    @Test
    void scopesAndProjectAreThoseOfTheToken() {
        String token = TOKENS.right().get("RS256");
        Answer sent = http.post("/events", "{\"type\":\"t\",\"id\":\"of-lab\"}", "Authorization", "Bearer " + token);
        assertThat(sent.status()).isEqualTo(202);
        Answer cluster = http.get("/cluster", "Authorization", "Bearer " + token);
        assertThat(cluster.status()).isEqualTo(403);
        assertThat(cluster.json().get("detail").asText()).contains("cluster:read");
        assertThat(http.get("/metrics", "Authorization", "Bearer " + token).status())
                .isEqualTo(403);
    }

    @Test
    void whateverIsWrongTheAnswerIsTheSame() {
        Map<String, Answer> answers = new LinkedHashMap<>();
        TOKENS.wrong().forEach((what, token) -> answers.put(what, get(token)));
        assertThat(answers).hasSizeGreaterThan(120);
        List<String> accepted = answers.entrySet().stream()
                .filter(answer -> answer.getValue().status() != 401)
                .map(answer -> answer.getKey() + ": " + answer.getValue().status())
                .toList();
        assertThat(accepted).isEmpty();
        assertThat(answers.values().stream().map(TokensIT::shape).distinct()).hasSize(1);
        assertThat(answers.values())
                .allSatisfy(answer -> assertThat(answer.headers().firstValue("WWW-Authenticate"))
                        .contains("Bearer realm=\"heliograph\""));
        assertThat(hub.text()).doesNotContain(" | at ", "Exception", " ERROR ");
    }

    @Test
    void noChangeOfARightTokenIsAccepted() {
        List<String> mutated = TOKENS.mutated(Rounds.of("tokens", 500, 20_000), 7);
        List<String> accepted = new ArrayList<>();
        String shape = shape(get("x"));
        for (String token : mutated) {
            Answer answer = get(token);
            if (answer.status() != 401 || !shape(answer).equals(shape)) {
                accepted.add(token + ": " + answer);
            }
        }
        assertThat(accepted).isEmpty();
        assertThat(hub.text()).doesNotContain(" | at ", "Exception", " ERROR ");
    }

    @Test
    void aTokenLongerThanHeadersMayBeIsRefusedBeforeItIsRead() {
        assertThat(get("A".repeat(100_000)).status()).isEqualTo(431);
    }

    @Test
    void moreThanOneCredentialIsNone() {
        String right = "Bearer " + TOKENS.right().get("HS256");
        for (String[] headers : List.of(
                new String[] {"Authorization", right, "Authorization", right},
                new String[] {"Authorization", right, "X-API-KEY", "x"},
                new String[] {"X-API-KEY", "x", "X-API-KEY", "x"},
                new String[] {"Authorization", "Basic eDp5"},
                new String[] {"Authorization", right.substring(7)})) {
            assertThat(http.get("/events", headers).status())
                    .as(String.join(" ", headers))
                    .isEqualTo(401);
        }
        assertThat(http.get("/events", "Authorization", right.replace("Bearer", "bEARER"))
                        .status())
                .isEqualTo(200);
    }

    private static Answer get(String token) {
        return http.get("/events", "Authorization", "Bearer " + token);
    }

    @Test
    void socketsEndWhenTheTokenDoes() throws Exception {
        Instant end = Instant.now().plusSeconds(5);
        String token = tokenUntil(end);
        String subscribe = "{\"jsonrpc\":\"2.0\",\"method\":\"events.subscribe\",\"id\":1}";
        try (Listener calls = Listener.withToken(hub.url(), "/rpc", token);
                Listener stream = Listener.withToken(hub.url(), "/stream", token)) {
            calls.say(subscribe);
            assertThat(stream.closed().get(30, TimeUnit.SECONDS)).startsWith("1008 unauthenticated: ");
            assertThat(calls.closed().get(30, TimeUnit.SECONDS))
                    .startsWith("1008 ")
                    .contains("expired");
            assertThat(Instant.now().getEpochSecond()).isGreaterThanOrEqualTo(end.getEpochSecond());
            assertThat(calls.heard().get(0)).contains("\"recovered\":false");
        }
        assertThat(get(token).status()).isEqualTo(401);
        Answer stream = http.get("/stream", "Authorization", "Bearer " + token, "Accept", "text/event-stream");
        assertThat(stream.status()).isEqualTo(401);
    }

    @Test
    void serverSentEventsEndWhenTheTokenDoes() {
        String token = tokenUntil(Instant.now().plusSeconds(5));
        Answer all = http.get("/stream", "Authorization", "Bearer " + token, "Accept", "text/event-stream");
        assertThat(all.status()).isEqualTo(200);
        assertThat(all.body()).startsWith("event: begin\n").contains("event: end\ndata: {\"code\":\"unauthenticated\"");
    }

    private static String tokenUntil(Instant end) {
        String claims = TOKENS.claims("exp", Long.toString(end.getEpochSecond() - LEEWAY_SECONDS));
        return TokenMaker.hs256(TokenAttacks.HS, claims, TokenAttacks.SECRET);
    }

    /** All of an answer that could tell one refusal from another. */
    private static String shape(Answer answer) {
        ObjectNode body = (ObjectNode) answer.json();
        body.remove("request_id");
        return answer.status() + " " + body;
    }
}
