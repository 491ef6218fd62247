package io.heliograph.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H10: a page whose name leads to loopback does not get in by it. */
class HostNamesTest {
    @TempDir
    static Path directory;

    private static Doors doors;

    @BeforeAll
    static void open() {
        doors = Doors.open(directory, "http.allowed-hosts=hub.example");
    }

    @AfterAll
    static void close() {
        doors.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8001",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.0.0.1.nip.io",
                "hub.example.evil.example",
                "evilhub.example",
                "0.0.0.0",
                "128.0.0.1",
                "2130706433",
                "[::2]",
                "192.168.0.1",
                "localhostx",
            })
    void aForeignNameIsMisdirected(String host) {
        assertThat(ask("GET /health HTTP/1.1\r\nHost: " + host)).startsWith("HTTP/1.1 421 ");
        assertThat(ask("GET /health HTTP/1.0\r\nHost: " + host)).contains(" 421 ");
        assertThat(ask("GET /health HTTP/1.1\r\nX-Forwarded-Host: localhost\r\nHost: " + host))
                .startsWith("HTTP/1.1 421 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:80",
                "127.0.0.1:8001",
                "127.1.2.3",
                "[::1]:8001",
                "[::1]",
                "hub.example:1",
                "HUB.example"
            })
    void itsOwnNamesAreKnown(String host) {
        assertThat(ask("GET /health HTTP/1.1\r\nHost: " + host)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-No: host", "Host: localhost\r\nHost: evil.example", "Host: localhost\r\nHost: localhost"})
    void aRequestHasOneHost(String headers) {
        assertThat(ask("GET /health HTTP/1.1\r\n" + headers)).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void whoComesWithAKeyMayUseAnyNameUnlessNamesAreListed(@TempDir Path keyed, @TempDir Path listed) {
        try (Doors any = Doors.open(keyed, "auth.api-key=k");
                Doors some = Doors.open(listed, "auth.api-key=k", "http.allowed-hosts=hub.example")) {
            assertThat(ask(any, "GET /health HTTP/1.1\r\nHost: evil.example")).startsWith("HTTP/1.1 200 ");
            assertThat(ask(some, "GET /health HTTP/1.1\r\nHost: evil.example")).startsWith("HTTP/1.1 421 ");
        }
    }

    private static String ask(String head) {
        return ask(doors, head);
    }

    private static String ask(Doors which, String head) {
        try (Wire wire = new Wire(which.port)) {
            return wire.send(head + "\r\n\r\n").answer().head();
        }
    }
}
