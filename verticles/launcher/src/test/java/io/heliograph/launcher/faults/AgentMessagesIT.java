package io.heliograph.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.launcher.system.Hubs;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.faults.Rounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents on two nodes send each other messages at random while one of the nodes is killed and started again. */
@Tag("fault")
class AgentMessagesIT {
    private static final int AGENTS = Rounds.of("agents", 10, 200);
    private static final int MESSAGES = Rounds.of("messages", 600, 100_000);
    private static final Duration PATIENCE = Duration.ofSeconds(Rounds.isSoak() ? 3_600 : 120);

    @TempDir
    static Path directory;

    @Test
    void everyMessageArrivesOnceByItsIdInItsOrderAndNoMailboxIsLeftBehind() {
        try (HubProcess stays = node().awaitUp()) {
            AtomicReference<HubProcess> victim = new AtomicReference<>(node().awaitUp());
            List<TalkingAgent> agents = new ArrayList<>();
            try {
                register(stays);
                for (int i = 0; i < AGENTS; i++) {
                    boolean atVictim = i % 2 == 0;
                    agents.add(new TalkingAgent(
                            name(i),
                            () -> atVictim && victim.get() != null
                                    ? victim.get().url()
                                    : stays.url()));
                }
                Random random = new Random(20_261_121);
                Map<String, Integer> numbers = new HashMap<>();
                int half = MESSAGES / 2;
                say(agents, random, numbers, half);
                await().atMost(PATIENCE).until(() -> received(agents) > half / 4);
                HubProcess killed = victim.getAndSet(null);
                killed.kill();
                say(agents, random, numbers, MESSAGES - half);
                victim.set(node().awaitUp());

                await().atMost(PATIENCE).until(() -> received(agents) >= MESSAGES);
                await().atMost(PATIENCE).until(() -> agents.stream().allMatch(agent -> agent.unanswered() == 0));
                Http http = new Http(stays.url());
                for (int i = 0; i < AGENTS; i++) {
                    String path = "/agents/" + name(i);
                    await().atMost(PATIENCE)
                            .until(() -> http.get(path).json().get("waiting").asLong() == 0);
                }
                assertThat(received(agents)).isEqualTo(MESSAGES);
                assertThat(agents).allSatisfy(agent -> {
                    assertThat(agent.troubles()).isEmpty();
                    agent.bySender()
                            .forEach((sender, order) -> assertThat(order)
                                    .as("what %s sent", sender)
                                    .containsExactlyElementsOf(IntStream.range(0, order.size())
                                            .boxed()
                                            .toList()));
                });
                assertThat(http.get("/acp/dead-letters").json().get("items")).isEmpty();
            } finally {
                agents.forEach(TalkingAgent::close);
                victim.get().close();
            }
        }
    }

    private static void say(List<TalkingAgent> agents, Random random, Map<String, Integer> numbers, int count) {
        for (int i = 0; i < count; i++) {
            int from = random.nextInt(AGENTS);
            int to = random.nextInt(AGENTS);
            String pair = from + "-" + to;
            int number = numbers.merge(pair, 1, Integer::sum) - 1;
            String id = pair + "-" + number;
            agents.get(from)
                    .send(
                            id,
                            ("{\"type\":\"talk\",\"id\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"payload\":{\"n\":%d},"
                                            + "\"timestamp\":\"2026-11-21T12:00:00Z\"}")
                                    .formatted(id, name(from), name(to), number));
        }
    }

    private static int received(List<TalkingAgent> agents) {
        return agents.stream().mapToInt(TalkingAgent::received).sum();
    }

    /** Whoever is written to before it has connected is to be known. */
    private static void register(HubProcess hub) {
        Http http = new Http(hub.url());
        for (int i = 0; i < AGENTS; i++) {
            http.post("/agents", "{\"agent_id\":\"" + name(i) + "\"}");
        }
    }

    private static String name(int number) {
        return "agent-" + number;
    }

    private static HubProcess node() {
        return Hubs.run(
                directory,
                "--cluster",
                "--set",
                "cluster.name=" + directory.getFileName(),
                "--set",
                "acp.messages-per-second=0",
                "--set",
                "acp.redelivery=10s");
    }
}
