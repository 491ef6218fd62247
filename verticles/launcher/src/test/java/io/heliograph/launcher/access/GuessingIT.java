package io.heliograph.launcher.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.launcher.system.Hubs;
import io.heliograph.testkit.HubProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guessers at the door of the packaged hub, from several addresses of loopback. */
class GuessingIT {
    private static final String KEY = "correct horse battery staple";

    @TempDir
    Path directory;

    @Test
    void tenGuessesAMinuteFromAnAddressWhateverIsGuessed() throws IOException {
        try (HubProcess hub = Hubs.run(directory, "--set", "auth.api-key=" + KEY)) {
            URI url = URI.create(hub.url());
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String guess = List.of(
                                "X-API-KEY: guess " + i,
                                "X-API-KEY: hg_0123456789abcdef_" + "A".repeat(43),
                                "Authorization: Bearer a.b.c",
                                "X-API-KEY: a\r\nX-API-KEY: b")
                        .get(i % 4);
                answers.add(ask(url, "127.0.0.2", guess));
                assertThat(status(ask(url, "127.0.0.3", "X-API-KEY: " + KEY))).isEqualTo(200);
                assertThat(status(ask(url, "127.0.0.2", "Accept: */*")))
                        .as("who brings nothing")
                        .isEqualTo(401);
            }
            assertThat(answers.stream().map(GuessingIT::status))
                    .containsExactlyElementsOf(IntStream.range(0, 20)
                            .mapToObj(i -> i < 10 ? 401 : 429)
                            .toList());
            assertThat(answers.get(19)).containsIgnoringCase("retry-after: ").contains("too-many-failures");
            assertThat(status(ask(url, "127.0.0.2", "X-API-KEY: " + KEY)))
                    .as("a guess that is right")
                    .isEqualTo(429);

            List<CompletableFuture<Integer>> atOnce = IntStream.range(0, 60)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() ->
                            status(ask(url, "127.0.0.4", "X-API-KEY: hg_%016x_%s".formatted(i, "A".repeat(43))))))
                    .toList();
            List<Integer> seen = atOnce.stream().map(CompletableFuture::join).toList();
            assertThat(Collections.frequency(seen, 401)).isEqualTo(10);
            assertThat(Collections.frequency(seen, 429)).isEqualTo(50);
            assertThat(ask(url, "127.0.0.3", "X-API-KEY: " + KEY)).contains("heliograph_auth_refused_total 20.0");
        }
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    private static String ask(URI url, String from, String header) {
        try (Socket socket =
                new Socket(InetAddress.getByName(url.getHost()), url.getPort(), InetAddress.getByName(from), 0)) {
            socket.setSoTimeout(30_000);
            String request = "GET /metrics HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + header + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
