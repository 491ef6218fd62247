package io.heliograph.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class S3PlaceTest {
    private record Put(Headers headers, String body) {}

    /** Some servers store the pieces with their signatures, as they come. */
    @Test
    void anObjectTravelsAsItIsNotSignedPieceByPiece() throws Exception {
        AtomicReference<Put> put = new AtomicReference<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/", http -> {
            byte[] body = http.getRequestBody().readAllBytes();
            put.set(new Put(http.getRequestHeaders(), new String(body, StandardCharsets.UTF_8)));
            http.sendResponseHeaders(200, -1);
            http.close();
        });
        server.start();
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        try (S3Client client = place(Map.of("endpoint", endpoint)).connect()) {
            client.putObject(object -> object.bucket("b").key("k"), RequestBody.fromString("what it is"));
        } finally {
            server.stop(0);
        }
        assertThat(put.get().body()).isEqualTo("what it is");
        assertThat(put.get().headers().getFirst("Content-Encoding")).isNull();
        assertThat(put.get().headers().getFirst("Content-Length")).isEqualTo("10");
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint, 127.0.0.1:9000, endpoint takes scheme",
        "endpoint, localhost:9000, endpoint takes scheme",
        "endpoint, http://a b, endpoint takes scheme",
        "path-style, nope, path-style takes",
        "secret-key, '', access-key and secret-key go together"
    })
    void aWrongOptionIsNamedAndTheOthersStayKnown(String option, String value, String problem) {
        Map<String, Setting> set = settings(Map.of(option, value));
        Settings settings = new Settings(set, Map.of());
        assertThatThrownBy(() -> S3Place.below("s3", settings, "10m")).hasMessageContaining(problem);
        settings.finish();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9000", "https://[::1]:9000/", "https://gate.example/minio"})
    void aServerMayStandBehindAPath(String endpoint) {
        assertThat(place(Map.of("endpoint", endpoint)).bucket()).isEqualTo("b");
    }

    private static S3Place place(Map<String, String> other) {
        return S3Place.below("s3", new Settings(settings(other), Map.of()), "10m");
    }

    private static Map<String, Setting> settings(Map<String, String> other) {
        Map<String, String> texts =
                new HashMap<>(Map.of("bucket", "b", "region", "eu-north-1", "access-key", "a", "secret-key", "s"));
        texts.putAll(other);
        Map<String, Setting> settings = new HashMap<>();
        texts.forEach((key, text) -> settings.put("s3." + key, new Setting(text, "test")));
        return settings;
    }
}
