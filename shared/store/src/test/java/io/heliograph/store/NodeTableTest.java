package io.heliograph.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.hub.ClusterView.Node;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NodeTableTest {
    private static Hub hub;

    @BeforeAll
    static void start() {
        hub = Hub.fresh();
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void nodesAreListedWithTheirStateAndBalanceForADay() {
        NodeTable table = new NodeTable(hub.database, Duration.ofSeconds(15));
        UUID up = UUID.randomUUID();
        UUID silent = UUID.randomUUID();
        Instant started = Instant.now().minusSeconds(100).truncatedTo(ChronoUnit.MICROS);
        Hub.await(table.report(report(up, "a", started, false, 1)));
        Hub.await(table.report(report(up, "a", started, false, 10)));
        Hub.await(table.report(report(silent, "b", started, false, 10)));
        Hub.await(table.report(report(UUID.randomUUID(), "c", started, true, 10)));
        UUID gone = UUID.randomUUID();
        Hub.await(table.report(report(gone, "d", started, false, 10)));
        hub.sql("update node set seen_at = now() - interval '20 s' where journal = $1::uuid", silent);
        hub.sql("update node set seen_at = now() - interval '25 h' where journal = $1::uuid", gone);

        List<Node> nodes = Hub.await(table.seen());
        assertThat(nodes).extracting(Node::name).containsExactly("a", "b", "c");
        assertThat(nodes).extracting(Node::state).containsExactly("up", "silent", "stopped");
        Node first = nodes.get(0);
        assertThat(first.id()).isEqualTo(up.toString());
        assertThat(first.startedAt()).isEqualTo(started);
        assertThat(first.roles()).containsExactly("gateway", "drain");
        assertThat(first.uptimeSeconds()).isBetween(99L, 3_600L);
        assertThat(first.accepted()).isEqualTo(10);
        assertThat(first.setAside()).isEqualTo(1);
        assertThat(first.pending()).isEqualTo(3);
    }

    private static NodeReport report(UUID journal, String name, Instant started, boolean stopped, long accepted) {
        List<String> roles = List.of("gateway", "drain");
        return new NodeReport(
                journal, name, "http://127.0.0.1:8001", roles, "0.1.0", started, stopped, accepted, 4, 2, 1, 3);
    }
}
