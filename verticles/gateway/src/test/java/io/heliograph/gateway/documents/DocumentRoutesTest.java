package io.heliograph.gateway.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.web.ProblemAnswers;
import io.heliograph.web.RequestId;
import io.heliograph.web.SecurityHeaders;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DocumentRoutesTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private static int port;

    @BeforeAll
    static void open() throws Exception {
        Router router = Router.router(VERTX);
        List.of(400, 404, 405, 500).forEach(status -> router.errorHandler(status, ProblemAnswers::onFailure));
        router.route()
                .handler(http -> {
                    RequestId.put(http);
                    new SecurityHeaders(false).put(http);
                    http.next();
                })
                .failureHandler(ProblemAnswers::onFailure);
        new DocumentRoutes("1.2.3").mount(router);
        HttpServerOptions options =
                new HttpServerOptions().setHost("127.0.0.1").setPort(0).setCompressionSupported(true);
        HttpServer server = VERTX.createHttpServer(options).requestHandler(router);
        port = server.listen().await(10, TimeUnit.SECONDS).actualPort();
    }

    @AfterAll
    static void close() throws Exception {
        VERTX.close().await(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/"})
    void thePageAndAllThatItNamesLoad(String path) throws Exception {
        HttpResponse<byte[]> page = get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(type(page)).isEqualTo("text/html; charset=utf-8");
        List<String> named = Pattern.compile("(?:src|href)=\"([^\"]+)\"")
                .matcher(text(page))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(named).hasSize(6);
        for (String each : named) {
            HttpResponse<byte[]> file = get(each);
            assertThat(file.statusCode()).as(each).isEqualTo(200);
            assertThat(type(file)).as(each).isEqualTo(typeOf(each));
        }
    }

    @Test
    void thePageHoldsNoScriptOfItsOwnWhichThePolicyWouldStop() throws Exception {
        HttpResponse<byte[]> page = get("/docs");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self';");
        assertThat(text(page)).doesNotContainPattern("<script(?![^>]* src=)").doesNotContain(" onload=", "<style");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/../../etc/passwd",
                "/docs/..%2f..%2fetc%2fpasswd",
                "/docs/%2e%2e/%2e%2e/etc/passwd",
                "/docs/%252e%252e%252fetc%252fpasswd",
                "/docs/..%5c..%5cetc%5cpasswd",
                "/docs//etc/passwd",
                "/docs/%00",
                "/docs/docs.html",
                "/docs/swagger-initializer.js",
                "/docs/../pom.xml"
            })
    void whatIsNotNamedIsNotThere(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(text(answer)).contains("no-such-route");
    }

    @Test
    void theDocumentIsOfTheVersionThatRuns() throws Exception {
        HttpResponse<byte[]> answer = get("/openapi.json");
        assertThat(type(answer)).isEqualTo("application/json");
        assertThat(json(answer).at("/info/version").asText()).isEqualTo("1.2.3");
    }

    @Test
    void aFileIsSentPackedToThoseWhoTakeItSo() throws Exception {
        HttpResponse<byte[]> plain = get("/docs/swagger-ui-bundle.js");
        HttpResponse<byte[]> packed = get("/docs/swagger-ui-bundle.js", "Accept-Encoding", "gzip, deflate");
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.body().length).isLessThan(plain.body().length / 2);
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(unpacked.readAllBytes()).isEqualTo(plain.body());
        }
        HttpResponse<byte[]> refused = get("/docs/swagger-ui-bundle.js", "Accept-Encoding", "gzip;q=0");
        assertThat(refused.body()).isEqualTo(plain.body());
    }

    @Test
    void aFileIsNotSentTwiceToThoseWhoKeptIt() throws Exception {
        String tag = get("/docs/swagger-ui.css").headers().firstValue("ETag").orElseThrow();
        HttpResponse<byte[]> again = get("/docs/swagger-ui.css", "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(get("/docs/swagger-ui.css", "If-None-Match", "W/\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void allKindsOfProblemAreListed() throws Exception {
        JsonNode kinds = json(get("/problems"));
        assertThat(kinds.findValuesAsText("code"))
                .containsExactlyElementsOf(List.of(ProblemKind.values()).stream()
                        .map(ProblemKind::code)
                        .toList());
    }

    @Test
    void theTypeOfAProblemLeadsToItsExplanation() throws Exception {
        String type = json(get("/problems/none-such")).get("type").asText();
        JsonNode kind = json(get(type));
        assertThat(kind.get("code").asText()).isEqualTo("not-found");
        assertThat(kind.get("status").asInt()).isEqualTo(404);
        assertThat(kind.get("rpc_code").asInt()).isEqualTo(4040);
        assertThat(kind.get("title").asText()).isNotEmpty();
        assertThat(kind.get("advice").asText()).isNotEmpty();
    }

    @Test
    void anUnknownKindOfProblemIsNotFound() throws Exception {
        assertThat(get("/problems/none-such").statusCode()).isEqualTo(404);
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return CLIENT.send(
                (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofByteArray());
    }

    private static String typeOf(String file) {
        String ending = file.substring(file.lastIndexOf('.') + 1);
        return switch (ending) {
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "png" -> "image/png";
            case "json" -> "application/json";
            default -> throw new IllegalArgumentException(file);
        };
    }

    private static String type(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Type").orElseThrow();
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        return Json.HTTP.readTree(answer.body());
    }
}
