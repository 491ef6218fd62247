package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON-RPC clients that others wrote, against the packaged jar: what they are told is what the hub keeps. */
class RpcClientsIT {
    @TempDir
    Path directory;

    @Test
    void jaysonAndJsonRpc20SpeakToTheHub() throws Exception {
        NodeClients.RPC.prepare();
        try (HubProcess hub = Hubs.run(directory, Map.of())) {
            assertThat(NodeClients.RPC.run("talk.js", hub.url()))
                    .as("talk.js; it says above what went wrong")
                    .isTrue();
            Http http = new Http(hub.url());
            await().untilAsserted(() -> assertThat(http.get("/metrics").body().lines())
                    .contains(
                            "heliograph_events_received_total{project=\"default\"} 1004.0",
                            "heliograph_events_stored_total{project=\"default\"} 1004.0",
                            "heliograph_rpc_sockets 0.0"));
        }
    }
}
