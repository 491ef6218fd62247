package io.heliograph.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.heliograph.launcher.commands.key.KeyCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class KeyCommandTest {
    private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJvcHMifQ.c2lnbmF0dXJlLV8";

    private final Desk desk = new Desk();
    private final List<String> credentials = new ArrayList<>();
    private HttpServer hub;

    @BeforeEach
    void open() throws IOException {
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        hub.createContext("/keys", this::answer);
        hub.start();
    }

    @AfterEach
    void close() {
        hub.stop(0);
    }

    @Test
    void whoHasATokenOfTheIssuerMakesTheFirstKeyWithIt() {
        assertThat(create(TOKEN)).isZero();
        assertThat(credentials).containsExactly("null Bearer " + TOKEN);
        assertThat(desk.out().strip()).isEqualTo("hg_1_new");
    }

    @Test
    void allElseIsAKey() {
        for (String key : List.of("hg_1_old", "a.plain.secret", "eyJ")) {
            assertThat(create(key)).isZero();
        }
        assertThat(credentials).containsExactly("hg_1_old null", "a.plain.secret null", "eyJ null");
    }

    private int create(String credential) {
        return KeyCommand.commandLine(desk.surroundings())
                .execute(
                        "create",
                        "ops",
                        "--scope",
                        "keys:manage",
                        "--key",
                        credential,
                        "--url",
                        "http://127.0.0.1:" + hub.getAddress().getPort());
    }

    private void answer(HttpExchange http) throws IOException {
        credentials.add(http.getRequestHeaders().getFirst("X-API-KEY") + " "
                + http.getRequestHeaders().getFirst("Authorization"));
        byte[] answer = "{\"id\":\"1\",\"project\":\"lab\",\"key\":\"hg_1_new\"}".getBytes(StandardCharsets.UTF_8);
        http.sendResponseHeaders(201, answer.length);
        http.getResponseBody().write(answer);
        http.close();
    }
}
