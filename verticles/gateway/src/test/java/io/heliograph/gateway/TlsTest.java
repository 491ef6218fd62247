package io.heliograph.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.testkit.Certificates;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The doors with a certificate, and with another one while they stand open. */
class TlsTest {
    @TempDir
    Path directory;

    private Path cert;
    private Path key;
    private Certificates first;
    private Doors doors;

    @BeforeEach
    void open() {
        cert = directory.resolve("cert.pem");
        key = directory.resolve("key.pem");
        first = Certificates.make(directory, "first", "EC")
                .writeCertificate(cert)
                .writeKey(key);
        doors = doors();
    }

    private Doors doors(String... more) {
        String[] settings = new String[more.length + 2];
        settings[0] = "http.tls.cert=" + cert;
        settings[1] = "http.tls.key=" + key;
        System.arraycopy(more, 0, settings, 2, more.length);
        return Doors.open(directory.resolve("doors" + more.length), settings);
    }

    @AfterEach
    void close() {
        doors.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
    void everythingWorksByBothVersions(Version version) {
        HttpClient client = client(first.trusting(null), version);
        HttpResponse<String> health = get(client, "/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.version()).isEqualTo(version);
        assertThat(health.headers().firstValue("Strict-Transport-Security")).isPresent();
        HttpRequest.Builder event = request("/events").header("Content-Type", "application/json");
        assertThat(send(client, event.POST(BodyPublishers.ofString("{\"type\":\"a\"}")))
                        .statusCode())
                .isEqualTo(202);
        assertThat(get(client, "/nowhere").statusCode()).isEqualTo(404);
        assertThat(get(client, "/who").body()).isEqualTo("127.0.0.1 https://127.0.0.1:" + doors.port);
    }

    /** One stream that is refused in the middle of its body does not take the others with it. */
    @Test
    void aRefusedUploadEndsItsStreamAlone() {
        io.vertx.core.http.HttpClient client =
                doors.vertx.createHttpClient(overHttp2(), new PoolOptions().setHttp2MaxSize(1));
        AtomicReference<HttpConnection> only = new AtomicReference<>();
        for (int i = 0; i < 3; i++) {
            HttpClientRequest upload = Doors.await(client.request(HttpMethod.POST, doors.port, "127.0.0.1", "/events"));
            upload.putHeader("Content-Type", "application/json").putHeader("Content-Length", "20000000");
            upload.write(Buffer.buffer(new byte[1_000]));
            assertThat(Doors.await(upload.response()).statusCode()).isEqualTo(413);
            HttpClientRequest health = Doors.await(client.request(HttpMethod.GET, doors.port, "127.0.0.1", "/health"));
            assertThat(Doors.await(health.send()).statusCode()).isEqualTo(200);
            only.compareAndSet(null, upload.connection());
            assertThat(health.connection()).isSameAs(only.get());
        }
    }

    /** H7: who opens streams only to reset them is sent away, and nobody else notices. */
    @Test
    void rapidResetsEndTheirConnection() {
        io.vertx.core.http.HttpClient client =
                doors.vertx.createHttpClient(overHttp2(), new PoolOptions().setHttp2MaxSize(1));
        HttpClientRequest opening = Doors.await(client.request(HttpMethod.GET, doors.port, "127.0.0.1", "/health"));
        HttpConnection attacked = opening.connection();
        AtomicBoolean closed = new AtomicBoolean();
        attacked.closeHandler(gone -> closed.set(true));
        opening.send();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    client.request(HttpMethod.GET, doors.port, "127.0.0.1", "/health")
                            .onSuccess(request -> {
                                if (request.connection() == attacked) {
                                    request.sendHead().onSuccess(written -> request.reset(8));
                                }
                            });
                    return closed.get();
                });
        assertThat(get(client(this.first.trusting(null), Version.HTTP_2), "/health")
                        .statusCode())
                .isEqualTo(200);
    }

    private static HttpClientOptions overHttp2() {
        return new HttpClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2);
    }

    @Test
    void whoKnowsAnotherAuthorityDoesNotConnect() {
        Certificates other = Certificates.make(directory, "other", "EC");
        HttpClient client = client(other.trusting(null), Version.HTTP_2);
        assertThatThrownBy(() -> client.send(request("/health").build(), BodyHandlers.ofString()))
                .isInstanceOf(SSLException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1", "TLSv1.1"})
    void oldVersionsAreNotSpoken(String protocol) throws IOException {
        try (SSLSocket socket = socket()) {
            assertThatThrownBy(() -> {
                        socket.setEnabledProtocols(new String[] {protocol});
                        socket.startHandshake();
                    })
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void plainHttpIsNotAnswered() {
        try (Wire wire = new Wire(doors.port)) {
            assertThat(wire.request("GET /health HTTP/1.1").answer().head()).doesNotContain("200");
        }
    }

    @Test
    void newFilesAreTakenWithoutDroppingAnybody() throws IOException {
        try (SSLSocket open = socket()) {
            ask(open);
            Certificates second = Certificates.make(directory, "second", "RSA");
            second.writeKey(key);
            second.writeCertificate(cert);
            await().atMost(Duration.ofSeconds(30)).until(() -> shown().equals(second.certificate()));
            assertThat(doors.certificate.trouble()).isNull();
            ask(open);
            assertThat(open.getSession().getPeerCertificates()[0]).isEqualTo(first.certificate());
            assertThat(get(client(second.trusting(null), Version.HTTP_2), "/health")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void filesThatAreOfNoUseLeaveTheOldOnesInPlace() throws IOException {
        Certificates other = Certificates.make(directory, "other", "EC");
        other.writeCertificate(cert);
        await().atMost(Duration.ofSeconds(30)).until(() -> doors.certificate.trouble() != null);
        assertThat(doors.certificate.trouble()).contains("http.tls.key").doesNotContain(directory.toString());
        assertThat(shown()).isEqualTo(first.certificate());
        Files.writeString(cert, "half a certif");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> doors.certificate.trouble().contains("PEM"));
        Files.delete(cert);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> doors.certificate.trouble().contains("read"));
        assertThat(shown()).isEqualTo(first.certificate());
        first.writeCertificate(cert);
        await().atMost(Duration.ofSeconds(30)).until(() -> doors.certificate.trouble() == null);
        assertThat(shown()).isEqualTo(first.certificate());
    }

    @Test
    void callersShowTheirCertificateWhereOneIsAskedFor() throws IOException {
        Certificates caller = Certificates.make(directory, "caller", "EC");
        Path authority = directory.resolve("callers.pem");
        caller.writeCertificate(authority);
        try (Doors strict = doors("http.tls.client-ca=" + authority)) {
            HttpRequest health = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + strict.port + "/health"))
                    .build();
            HttpClient known = client(first.trusting(caller), Version.HTTP_1_1);
            assertThat(send(known, HttpRequest.newBuilder(health, (name, value) -> true))
                            .statusCode())
                    .isEqualTo(200);
            HttpClient unknown = client(first.trusting(null), Version.HTTP_1_1);
            assertThatThrownBy(() -> unknown.send(health, BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void doorsDoNotOpenWithFilesThatAreOfNoUse() {
        Certificates.make(directory, "other", "EC").writeKey(key);
        assertThatThrownBy(() -> doors("http.header-timeout=10s"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("http.tls.key is not the key of the certificate");
    }

    private X509Certificate shown() throws IOException {
        try (SSLSocket socket = socket()) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private SSLSocket socket() throws IOException {
        SSLSocket socket =
                (SSLSocket) Certificates.trustingAnybody().getSocketFactory().createSocket("127.0.0.1", doors.port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void ask(SSLSocket socket) throws IOException {
        socket.getOutputStream().write("GET /who HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
        byte[] answer = new byte[4_096];
        assertThat(new String(answer, 0, socket.getInputStream().read(answer), US_ASCII))
                .startsWith("HTTP/1.1 200");
    }

    private static HttpClient client(SSLContext context, Version version) {
        return HttpClient.newBuilder().sslContext(context).version(version).build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + doors.port + path))
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> get(HttpClient client, String path) {
        return send(client, request(path));
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
