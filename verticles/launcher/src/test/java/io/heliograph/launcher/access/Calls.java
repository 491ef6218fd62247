package io.heliograph.launcher.access;

import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import java.net.http.HttpRequest.BodyPublishers;

/** A hub as the holder of one key calls it. */
record Calls(Http http, String key) {
    static Calls of(String url, String key) {
        return new Calls(new Http(url), key);
    }

    Answer get(String path) {
        return http.get(path, "X-API-KEY", key);
    }

    Answer post(String path, String json) {
        return http.post(path, json, "X-API-KEY", key);
    }

    Answer delete(String path) {
        return http.send(http.request(path, "X-API-KEY", key).DELETE());
    }

    Answer ask(String method, String path, String json) {
        return http.send(http.request(path, "X-API-KEY", key, "Content-Type", "application/json")
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
    }

    /** A new key of the project with these scopes, separated by commas; its text. */
    String makeKey(String name, String project, String scopes) {
        String body = "{\"name\":\"%s\",\"project\":\"%s\",\"scopes\":[\"%s\"]}"
                .formatted(name, project, scopes.replace(",", "\",\""));
        Answer made = post("/keys", body);
        if (made.status() != 201) {
            throw new AssertionError(made);
        }
        return made.json().get("key").asText();
    }

    /** Another caller of the same hub. */
    Calls with(String otherKey) {
        return new Calls(http, otherKey);
    }
}
