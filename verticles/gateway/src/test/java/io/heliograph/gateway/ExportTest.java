package io.heliograph.gateway;

import static io.heliograph.gateway.IngestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.heliograph.testkit.Http.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
    private static final int EVENTS = 25_000;

    @TempDir
    Path directory;

    private Doors doors;

    @BeforeEach
    void open() {
        doors = Doors.open(directory);
    }

    @AfterEach
    void close() {
        doors.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "source", "agent_id"})
    void theNameOfTheFileIsNothingOfTheCallers(String parameter) {
        new ListedEvents(3, "{}").servedOn(doors.bus);
        for (String value :
                List.of("..%2f..%2fevil", "%22%3b%20filename%3devil.exe", "a%0d%0aX-Evil%3a%201", "%00", "%e2%80%ae")) {
            Answer answer = doors.http.get("/events/export?" + parameter + "=" + value);
            if (answer.status() == 200) {
                assertThat(answer.headers().allValues("Content-Disposition"))
                        .containsExactly("attachment; filename=\"events.csv\"");
            } else {
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
            }
            assertThat(answer.headers().firstValue("X-Evil")).isEmpty();
        }
    }

    @Test
    void allEventsArriveAsCsvInTheirOrder() {
        ListedEvents events = new ListedEvents(EVENTS, "{\"a\":1}").servedOn(doors.bus);
        Answer answer = doors.http.get("/events/export");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(answer.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"events.csv\"");
        List<String> rows = answer.body().lines().toList();
        assertThat(rows.get(0)).isEqualTo("id,timestamp,received_at,type,source,agent_id,project,payload");
        assertThat(rows.get(1))
                .isEqualTo("event-0,2026-01-31T12:00:00Z,2026-01-31T12:00:00Z,t,,,default,\"{\"\"a\"\":1}\"");
        assertThat(rows.subList(1, rows.size()))
                .extracting(row -> row.substring(0, row.indexOf(',')))
                .containsExactlyElementsOf(ids());
        assertThat(events.pages()).isEqualTo(EVENTS / 1_000);
    }

    @Test
    void allEventsArriveAsNdjsonInTheirOrder() {
        new ListedEvents(EVENTS, "{\"a\": 1.50}").servedOn(doors.bus);
        Answer answer = doors.http.get("/events/export?format=ndjson");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        Pattern id = Pattern.compile("\\{\"id\":\"(event-\\d+)\",.*\"payload\":\\{\"a\": 1.50}}");
        assertThat(answer.body().lines())
                .extracting(line ->
                        id.matcher(line).results().findFirst().orElseThrow().group(1))
                .containsExactlyElementsOf(ids());
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "ndjson"})
    void aCursorIsWhereItBegins(String format) {
        ListedEvents events = new ListedEvents(EVENTS, "{}").servedOn(doors.bus);
        String path = "/events/export?format=" + format + "&cursor=";
        assertThat(doors.http.get(path + "22500").body())
                .contains(ListedEvents.id(22_500), ListedEvents.id(EVENTS - 1))
                .doesNotContain(ListedEvents.id(22_499));
        assertThat(events.pages()).isEqualTo(3);
        assertProblem(doors.http.get(path + "garbage"), 400, "bad-cursor");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv, application/x-ndjson;q=0.1 | text/csv",
                "application/x-ndjson;q=0.1, text/csv;q=0.2 | text/csv",
                "text/csv, application/x-ndjson | text/csv",
                "text/csv;q=0.5, application/x-ndjson | application/x-ndjson",
                "application/ndjson | application/x-ndjson",
                "application/x-ndjson, */* | application/x-ndjson",
                "application/x-ndjson;q=0.5, */* | text/csv",
                "application/x-ndjson;q=0 | text/csv",
                "application/x-ndjson;q=0, */* | text/csv",
                "text/csv;q=0, */* | application/x-ndjson",
                "text/*, application/*;q=0.9 | text/csv",
                "text/plain | text/csv",
                "q=;, /;q=x | text/csv"
            })
    void theFormIsTheOneThatWeighsMost(String accept, String form) {
        new ListedEvents(1, "{}").servedOn(doors.bus);
        assertThat(type("/events/export", accept))
                .hasValueSatisfying(type -> assertThat(type).startsWith(form));
    }

    @Test
    void theFormIsThatOfTheQueryOrElseWhatTheReaderPrefers() {
        new ListedEvents(1, "{}").servedOn(doors.bus);
        assertThat(type("/events/export", "application/x-ndjson")).contains("application/x-ndjson");
        assertThat(type("/events/export", "*/*")).contains("text/csv; charset=utf-8");
        assertThat(type("/events/export?format=csv", "application/x-ndjson")).contains("text/csv; charset=utf-8");
    }

    /** H3: whoever stops reading holds the place of an export no longer than a piece may take. */
    @Test
    void aReaderWhoStopsIsCutOff(@TempDir Path other) {
        try (Doors impatient = Doors.open(other, "http.write-timeout=1s", "query.max-exports=1")) {
            new ListedEvents(EVENTS, "{\"a\":\"" + "x".repeat(2_000) + "\"}").servedOn(impatient.bus);
            try (Wire reader = new Wire(impatient.port).request("GET /events/export HTTP/1.1")) {
                await().until(() -> impatient.http.get("/events/export").status() == 503);
                await().atMost(Duration.ofSeconds(30)).until(() -> {
                    reader.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
                    return impatient.http.get("/events/export").status() == 200;
                });
            }
        }
    }

    @Test
    void nothingIsAnExportToo() {
        new ListedEvents(0, "{}").servedOn(doors.bus);
        assertThat(doors.http.get("/events/export").body().lines()).hasSize(1);
        Answer ndjson = doors.http.get("/events/export?format=ndjson");
        assertThat(ndjson.status()).isEqualTo(200);
        assertThat(ndjson.body()).isEmpty();
    }

    /** A page is about 2.2 MB, so the two sockets hold two of them, and the hub one that is on its way and the next. */
    @Test
    void pagesAreAskedForAtThePaceOfTheReader() throws IOException {
        ListedEvents events = new ListedEvents(EVENTS, payload()).servedOn(doors.bus);
        try (Wire wire = new Wire(doors.port)) {
            InputStream in = wire.request("GET /events/export?format=ndjson HTTP/1.0").stream();
            await().during(Duration.ofMillis(500)).until(() -> events.pages() <= 6);
            long read = 0;
            byte[] chunk = new byte[1 << 16];
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                read += length;
                assertThat(events.pages()).isLessThanOrEqualTo((int) (read / 2_200_000) + 6);
            }
            assertThat(read).isGreaterThan(EVENTS * 2_000L);
            assertThat(events.pages()).isEqualTo(EVENTS / 1_000);
        }
    }

    @Test
    void aReaderWhoLeavesIsServedNoFurther() {
        ListedEvents events = new ListedEvents(EVENTS, payload()).servedOn(doors.bus);
        try (Wire wire = new Wire(doors.port)) {
            wire.request("GET /events/export HTTP/1.1");
            assertThat(wire.answer().status()).isEqualTo(200);
        }
        await().during(Duration.ofMillis(500)).until(() -> events.pages() <= 6);
        assertThat(doors.http.get("/health").status()).isEqualTo(200);
    }

    @Test
    void aFailureOfTheFirstPageIsAProblem() {
        new ListedEvents(EVENTS, 0, "{}").servedOn(doors.bus);
        assertProblem(doors.http.get("/events/export"), 503, "database-unavailable");
    }

    @Test
    void aFailureOfALaterPageCutsTheConnectionSoThatAPartIsNotTakenForTheWhole() {
        new ListedEvents(EVENTS, 3_000, "{}").servedOn(doors.bus);
        assertThatThrownBy(() -> doors.http.get("/events/export?format=ndjson"))
                .isInstanceOf(UncheckedIOException.class);
    }

    private static String payload() {
        return "{\"text\":\"" + "x".repeat(2_048) + "\"}";
    }

    private Optional<String> type(String path, String accept) {
        return doors.http.get(path, "Accept", accept).headers().firstValue("Content-Type");
    }

    private static List<String> ids() {
        return IntStream.range(0, EVENTS).mapToObj(ListedEvents::id).toList();
    }
}
