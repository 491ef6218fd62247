package io.heliograph.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestTimesTest {
    private static final String EVENT = "{\"type\":\"gpu\"}";

    @TempDir
    Path directory;

    @Test
    void everyRequestIsTimedOnceAndASocketIsNone() {
        HeldDisk disk = new HeldDisk(Doors.disk(directory));
        Doors doors = Doors.on(disk, System::nanoTime);
        try (doors) {
            assertThat(doors.http.get("/health").status()).isEqualTo(200);
            assertThat(doors.http.post("/events", EVENT).status()).isEqualTo(202);
            assertThat(doors.http.post("/events", "[").status()).isEqualTo(400);
            try (Wire invented = new Wire(doors.port)) {
                assertThat(invented.request("INVENTED /events HTTP/1.1")
                                .answer()
                                .status())
                        .isEqualTo(405);
            }
            try (SocketWire socket = new SocketWire(doors.port)) {
                assertThat(socket.answer().status()).isEqualTo(101);
            }
            disk.hold();
            try (Wire leaving = new Wire(doors.port)) {
                leaving.request(
                                "POST /events HTTP/1.1",
                                "Content-Type: application/json",
                                "Content-Length: " + EVENT.length())
                        .send(EVENT);
                await().until(() -> doors.inFlight.held() > 0);
            }
            await().until(() -> doors.timed.contains("POST " + RequestTimes.GONE));
            disk.letGo();
        }
        assertThat(doors.timed)
                .containsExactlyInAnyOrder("GET 200", "POST 202", "POST 400", "INVENTED 405", "POST 499");
    }
}
