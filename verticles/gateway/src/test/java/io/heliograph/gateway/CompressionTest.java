package io.heliograph.gateway;

import static io.heliograph.gateway.Doors.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.events.EventPage;
import io.heliograph.contracts.json.RawJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private Doors doors;

    @BeforeEach
    void open() {
        doors = Doors.open(directory, "http.compression-min-size=2KiB");
    }

    @AfterEach
    void close() {
        doors.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/msgpack"})
    void aLongAnswerIsPackedForThoseWhoTakeIt(String format) throws Exception {
        list(page(0, 50));
        byte[] plain = get("/events?limit=50", format, "identity").body();
        HttpResponse<byte[]> packed = get("/events?limit=50", format, "gzip, deflate");
        assertThat(encoding(packed)).contains("gzip");
        assertThat(packed.body()).hasSizeLessThan(plain.length / 2);
        assertThat(unpacked(packed.body())).isEqualTo(plain);
        assertThat(encoding(get("/events?limit=50", format, "gzip;q=0"))).isEmpty();
    }

    @Test
    void aShortAnswerGoesOutPlain() throws Exception {
        list(page(0, 1));
        assertThat(encoding(get("/events?limit=1", "*/*", "gzip"))).isEmpty();
        assertThat(encoding(get("/nowhere", "*/*", "gzip"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd", "br", "snappy", "deflate"})
    void nothingButGzipIsOffered(String encoding) throws Exception {
        list(page(0, 50));
        assertThat(encoding(get("/events?limit=50", "*/*", encoding))).isEmpty();
    }

    @Test
    void anExportIsPackedPageByPageAndNotHeldBackUntilItsEnd() throws Exception {
        Promise<EventPage> second = Promise.promise();
        await(doors.bus.serve(
                EventOperations.EXPORT,
                (caller, query) ->
                        query.cursor() == null ? Future.succeededFuture(page(0, 1_000, "second")) : second.future()));
        HttpRequest request = doors.http
                .request("/events/export?format=ndjson", "Accept-Encoding", "gzip")
                .build();
        HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
        assertThat(encoding(answer)).contains("gzip");
        assertThat(answer.headers().allValues("Vary")).contains("Accept, Accept-Encoding");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(answer.body()), StandardCharsets.UTF_8))) {
            for (int i = 0; i < 900; i++) {
                assertThat(lines.readLine()).contains("\"event-" + i + "\"");
            }
            second.complete(page(1_000, 1_000, null));
            assertThat(lines.lines()).hasSize(1_100);
        }
    }

    private void list(EventPage page) {
        await(doors.bus.serve(EventOperations.QUERY, (caller, query) -> Future.succeededFuture(page)));
    }

    private static EventPage page(int from, int count) {
        return page(from, count, null);
    }

    private static EventPage page(int from, int count, String next) {
        Random random = new Random(from);
        List<Event> events = IntStream.range(from, from + count)
                .mapToObj(number -> event(number, random.nextLong()))
                .toList();
        return new EventPage(events, next);
    }

    private static Event event(int number, long noise) {
        RawJson payload = new RawJson("{\"noise\":" + noise + "}");
        return new Event(ListedEvents.id(number), NOON, NOON, "t", null, null, "default", payload);
    }

    private HttpResponse<byte[]> get(String path, String accept, String encoding) throws Exception {
        HttpRequest request = doors.http
                .request(path, "Accept", accept, "Accept-Encoding", encoding)
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private static Optional<String> encoding(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Encoding");
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }
}
