package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub behind a real nginx, by the file that is shipped for it. */
class NginxIT {
    private static final Path NGINX = Path.of("/usr/sbin/nginx");
    private static final Path SHIPPED = Path.of("..", "..", "cluster-config", "nginx.conf");

    @TempDir
    static Path directory;

    private static HubProcess hub;
    private static Process nginx;
    private static Http through;

    @BeforeAll
    static void start() throws Exception {
        assumeThat(Files.isExecutable(NGINX)).as("nginx is installed").isTrue();
        hub = Hubs.run(
                directory,
                "--set",
                "http.trusted-proxies=127.0.0.1",
                "--set",
                "http.allowed-hosts=hub.example",
                "--set",
                "http.allowed-origins=https://dashboard.example");
        int port = freePort();
        String shipped = Files.readString(SHIPPED)
                .replace("127.0.0.1:8001", URI.create(hub.url()).getAuthority())
                .replace("listen 8080;", "listen 127.0.0.1:" + port + ";");
        Files.writeString(directory.resolve("heliograph.conf"), shipped);
        Files.writeString(directory.resolve("nginx.conf"), """
                pid nginx.pid;
                error_log stderr;
                events {}
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    include heliograph.conf;
                }
                """);
        nginx = new ProcessBuilder(
                        NGINX.toString(),
                        "-p",
                        directory.toString(),
                        "-c",
                        "nginx.conf",
                        "-e",
                        "stderr",
                        "-g",
                        "daemon off;")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("nginx.log").toFile())
                .start();
        through = new Http("http://127.0.0.1:" + port);
        await().atMost(Duration.ofSeconds(30)).until(NginxIT::answers);
    }

    private static boolean answers() {
        try {
            return through.get("/health").status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (nginx != null) {
            nginx.destroy();
            nginx.waitFor(20, TimeUnit.SECONDS);
        }
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void eventsGoThroughAndComeBack() {
        assertThat(through.post("/events", "{\"type\":\"a\",\"id\":\"proxied\"}")
                        .status())
                .isEqualTo(202);
        await().until(() -> through.get("/events/proxied").status() == 200);
        assertThat(through.get("/events/export?type=a").body()).contains("proxied");
    }

    /** The page's own origin is known by what nginx says of scheme and host, and by nothing that a client says. */
    @Test
    void theHubKnowsWhereItsCallersAre() {
        String own = "Host: hub.example\r\nOrigin: http://hub.example\r\n";
        assertThat(raw(own).status()).isEqualTo(200);
        assertThat(raw("Host: hub.example\r\nOrigin: https://evil.example\r\n").status())
                .isEqualTo(403);
        assertThat(raw("Host: hub.example\r\nOrigin: http://evil.example\r\nX-Forwarded-Host: evil.example\r\n")
                        .status())
                .isEqualTo(403);
        assertThat(raw("Host: evil.example\r\n").status()).isEqualTo(421);
    }

    @Test
    void whatNginxAndTheHubWouldBothRefuseIsRefused() {
        assertThat(List.of(400, 413, 501))
                .contains(through.raw("POST /events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n")
                        .status());
    }

    private static Http.Answer raw(String headers) {
        return through.raw("GET /health HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
