package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.testkit.Certificates;
import io.heliograph.testkit.HubProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged hub with a certificate that its owner signed, and the commands that speak to it. */
class TlsIT {
    @TempDir
    Path directory;

    @Test
    void commandsAndReloadWorkByTls() throws IOException {
        Path cert = directory.resolve("cert.pem");
        Certificates pair = Certificates.make(directory, "hub", "EC").writeCertificate(cert);
        pair.writeKey(directory.resolve("key.pem"));
        Path ca = Files.copy(cert, directory.resolve("ca.pem"));
        Files.writeString(directory.resolve("events.ndjson"), "{\"type\":\"a\",\"id\":\"by-tls\"}\n");
        try (HubProcess hub = Hubs.run(
                directory, Map.of("HELIOGRAPH_HTTP_TLS_CERT", cert.toString()), "--set", "http.tls.key=key.pem")) {
            assertThat(hub.url()).startsWith("https://127.0.0.1:");
            Map<String, String> environment = Map.of("HELIOGRAPH_URL", hub.url());
            assertThat(said(environment, "send", "--ca", ca.toString(), "events.ndjson"))
                    .contains("accepted 1");
            assertThat(said(environment, "send", "events.ndjson", "--give-up-after", "1s"))
                    .doesNotContain("accepted 1");
            assertThat(said(environment, "send", "--ca", "events.ndjson", "events.ndjson"))
                    .contains("--ca takes");
            assertThat(said(environment, load("--ca", ca.toString()))).containsPattern("\"accepted\":[1-9]");
            assertThat(said(environment, load())).doesNotContainPattern("\"accepted\":[1-9]");

            assertThat(health(pair, hub.url())).isEqualTo("{\"status\":\"healthy\"}");
            Files.writeString(cert, "no certificate");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> health(pair, hub.url()).contains("the new TLS files are not used"));
            assertThat(hub.text()).contains("the ones before stay in use").doesNotContain(" ERROR ");
        }
    }

    @Test
    void plainDoorsThatOthersReachAreWarnedOf() {
        try (HubProcess hub = Hubs.run(directory, Map.of("HELIOGRAPH_AUTH_API_KEY", "a-key"), "--host", "0.0.0.0")) {
            assertThat(hub.awaitUp().text()).contains("http.tls.cert");
        }
    }

    private static String[] load(String... more) {
        String[] one = {"bench", "ingest", "--connections", "1", "--batch", "1", "--duration", "100ms", "--json"};
        return Stream.concat(Arrays.stream(one), Arrays.stream(more)).toArray(String[]::new);
    }

    private String said(Map<String, String> environment, String... arguments) {
        return Hubs.command(directory, environment, arguments).text();
    }

    private static String health(Certificates trusted, String url) throws IOException {
        try {
            return HttpClient.newBuilder()
                    .sslContext(trusted.trusting(null))
                    .build()
                    .send(HttpRequest.newBuilder(URI.create(url + "/health")).build(), BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
