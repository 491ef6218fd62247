package io.heliograph.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose word counts for where a request comes from. */
class ProxyHeadersTest {
    @TempDir
    static Path directory;

    private static Doors doors;

    @BeforeAll
    static void open() {
        doors = Doors.open(directory, "http.trusted-proxies=127.0.0.1, 10.0.0.0/8");
    }

    @AfterAll
    static void close() {
        doors.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9.9.9.9                              | 9.9.9.9",
                "8.8.8.8, 9.9.9.9                     | 9.9.9.9",
                "8.8.8.8, 9.9.9.9, 10.1.2.3           | 9.9.9.9",
                "10.0.0.1, 10.0.0.2                   | 10.0.0.1",
                "8.8.8.8, unknown, 10.1.2.3           | 10.1.2.3",
                "evil, 9.9.9.9                        | 9.9.9.9",
                "9.9.9.9, evil                        | 127.0.0.1",
                "9.9.9.9:1234                         | 9.9.9.9",
                "[2001:DB8::0:7]:99                   | 2001:db8::7",
                "::ffff:9.9.9.9                       | 9.9.9.9",
                "''                                   | 127.0.0.1",
                "',,,'                                | 127.0.0.1",
                "9.9.9.9 8.8.8.8                      | 127.0.0.1",
                "127.0.0.1                            | 127.0.0.1",
            })
    void theNearestWordOfATrustedOneCounts(String forwarded, String client) {
        assertThat(doors.http.get("/who", "X-Forwarded-For", forwarded).body()).startsWith(client + " ");
    }

    @Test
    void schemeAndHostAreTheLastThatWereSaid() {
        String who = doors.http
                .get("/who", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil.example, hub.example")
                .body();
        assertThat(who).isEqualTo("127.0.0.1 https://hub.example");
        assertThat(doors.http
                        .get("/who", "X-Forwarded-Proto", "gopher", "X-Forwarded-Host", "<b>")
                        .body())
                .isEqualTo("127.0.0.1 http://127.0.0.1:" + doors.port);
    }

    @Test
    void theOtherKindOfHeaderIsTheClientsOwn() {
        assertThat(doors.http.get("/who", "Forwarded", "for=9.9.9.9").body()).startsWith("127.0.0.1 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=9.9.9.9;proto=https;host=hub.example             | 9.9.9.9 https://hub.example",
                "For=\"[2001:db8::7]:99\";Host=\"hub.example:8\";proto=https | 2001:db8::7 https://hub.example:8",
                "for=8.8.8.8;host=evil.example, for=9.9.9.9;proto=https;host=hub.example | 9.9.9.9 https://hub.example",
                "for=9.9.9.9;proto=https;host=hub.example, for=10.0.0.1 | 9.9.9.9 https://hub.example",
                "for=\"9.9.9.9, 8.8.8.8\";proto=https;host=h             | 127.0.0.1 https://h",
                "for=_hidden;proto=https;host=hub.example              | 127.0.0.1 https://hub.example",
            })
    void theStandardHeaderIsReadWhereItIsChosen(String forwarded, String who, @TempDir Path other) {
        try (Doors standard =
                Doors.open(other, "http.trusted-proxies=127.0.0.0/8,10.0.0.1", "http.proxy-header=forwarded")) {
            assertThat(standard.http
                            .get("/who", "Forwarded", forwarded, "X-Forwarded-For", "6.6.6.6")
                            .body())
                    .isEqualTo(who);
        }
    }

    @Test
    void whoIsNoProxyIsNotBelieved(@TempDir Path other) {
        try (Doors alone = Doors.open(other, "http.trusted-proxies=10.0.0.0/8")) {
            assertThat(alone.http
                            .get("/who", "X-Forwarded-For", "9.9.9.9", "X-Forwarded-Host", "evil.example")
                            .body())
                    .isEqualTo("127.0.0.1 http://127.0.0.1:" + alone.port);
        }
    }
}
