package io.heliograph.launcher.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.launcher.system.FreshDatabase;
import io.heliograph.launcher.system.Hubs;
import io.heliograph.store.embedded.Coordinates;
import io.heliograph.store.embedded.EmbeddedPostgres;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.Sql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five secrets go through a hub, rightly used and wrongly, and none is to be found in anything that it says or keeps. */
class SecretsIT {
    private static final String API_KEY = "planted-api-key-0kX39wqvT7";
    private static final String JWT_SECRET = "planted-jwt-secret-0kX3-9wq_vT7uY2zB5nM8cL1sD4fG6hJ";

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    @Test
    void noSecretIsEverSaid() throws SQLException {
        FreshDatabase.into(elsewhere);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(elsewhere);
        Coordinates at = postgres.coordinates();
        Map<String, String> environment = new HashMap<>();
        environment.put(
                "HELIOGRAPH_DATABASE_URL",
                "postgresql://%s:%s@%s:%d/%s".formatted(at.user(), at.password(), at.host(), at.port(), at.database()));
        environment.put("HELIOGRAPH_AUTH_API_KEY", API_KEY);
        environment.put("HELIOGRAPH_AUTH_JWT_SECRET", JWT_SECRET);
        environment.put("HELIOGRAPH_AUTH_JWT_ISSUER", "i");
        environment.put("HELIOGRAPH_AUTH_JWT_AUDIENCE", "a");
        environment.put("HELIOGRAPH_AUTH_MAX_FAILURES", "0");
        List<String> said = new ArrayList<>();
        List<String> secrets = new ArrayList<>(List.of(API_KEY, JWT_SECRET, at.password()));
        try (HubProcess hub = Hubs.run(directory, environment)) {
            Calls admin = Calls.of(hub.url(), API_KEY);
            String made = admin.makeKey("planted", "default", "events:read,events:write,keys:manage");
            String ticket = admin.post("/tickets", "").json().get("ticket").asText();
            secrets.add(made.split("_", 3)[2]);
            secrets.add(ticket);
            said.addAll(everywhere(admin, List.of(API_KEY, made, ticket, JWT_SECRET, at.password())));
            try (Sql sql = Sql.connect(at.host(), at.port(), at.database(), at.user(), at.password())) {
                said.addAll(sql.texts("select k::text from access_key k"));
                said.addAll(sql.texts("select t::text from access_ticket t"));
                assertThat(said.toString()).contains("planted", "\\\\x");
            }
            postgres.stop();
            said.addAll(everywhere(admin, List.of(API_KEY, made, ticket, JWT_SECRET, at.password())));
            hub.stop();
            said.add(hub.text());
        } finally {
            postgres.stop();
        }
        assertThat(said).hasSizeGreaterThan(140);
        assertThat(said).allSatisfy(text -> assertThat(secrets).noneMatch(text::contains));
    }

    /** Every secret wherever a credential may stand and where none should. */
    private static List<String> everywhere(Calls admin, List<String> secrets) {
        Http http = admin.http();
        List<Answer> answers = new ArrayList<>();
        for (String secret : secrets) {
            answers.add(http.get("/events", "X-API-KEY", secret));
            answers.add(http.get("/events", "X-API-KEY", secret + "x"));
            answers.add(http.get("/events", "Authorization", "Bearer " + secret));
            answers.add(http.get("/events", "Authorization", secret));
            answers.add(http.get("/events?api_key=" + secret));
            answers.add(http.get("/events?ticket=" + secret, "Accept", "text/event-stream"));
            answers.add(http.get("/events", "X-API-KEY", secret, "X-API-KEY", secret));
            answers.add(http.get("/events", "Cookie", "key=" + secret));
            answers.add(http.post("/events", "{\"type\":\"x\",\"api_key\":\"" + secret + "\"}", "X-API-KEY", secret));
            answers.add(http.post("/keys", "{\"name\":\"x\",\"scopes\":[\"none\"]}", "X-API-KEY", secret));
            answers.add(http.get("/metrics", "X-API-KEY", secret));
            answers.add(http.get("/keys", "X-API-KEY", secret));
        }
        for (String path : List.of(
                "/metrics",
                "/keys",
                "/cluster",
                "/events",
                "/dead-letters",
                "/problems",
                "/openapi.json",
                "/health",
                "/health/ready",
                "/docs")) {
            answers.add(admin.get(path));
        }
        return answers.stream().map(Answer::toString).toList();
    }
}
