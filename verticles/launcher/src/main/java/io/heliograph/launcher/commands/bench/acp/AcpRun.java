package io.heliograph.launcher.commands.bench.acp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.launcher.commands.bench.process.CpuClocks;
import io.heliograph.launcher.commands.bench.process.CpuClocks.Used;
import io.heliograph.launcher.commands.client.Answer;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.HubClient;
import io.heliograph.launcher.commands.client.Pace;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** One measurement of each kind, and what it found out; {@code well} is false where something went wrong. */
final class AcpRun {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double MILLION = 1e6;

    private final Hall hall;
    private final HubClient hub;
    private final Pace pace;
    private final ObjectNode result = JSON.createObjectNode();
    private boolean well = true;

    AcpRun(Hall hall, HubClient hub, Pace pace) {
        this.hall = hall;
        this.hub = hub;
        this.pace = pace;
    }

    ObjectNode result() {
        return result;
    }

    boolean isWell() {
        return well;
    }

    /** {@code clocks} are those of the nodes, the first of which also knows PostgreSQL's. */
    void messages(Load load, List<CpuClocks> clocks) throws InterruptedException, ExecutionException {
        // The receivers begin one node further on, so that with several nodes each message goes from one to another.
        List<BenchAgent> senders = hall.connect("bench-sender-", load.pairs(), 0);
        List<BenchAgent> receivers = hall.connect("bench-receiver-", load.pairs(), 1);
        Talk talk = new Talk(hall.vertx(), load, senders, receivers);
        hall.on(() -> {
            talk.begin();
            return Future.succeededFuture();
        });
        pace.pause(load.warmUp());
        List<Used> before = clocks.stream().map(CpuClocks::read).toList();
        long acceptedBefore = hall.on(() -> {
            talk.measureFromNow();
            return Future.succeededFuture(talk.accepted());
        });
        pace.pause(load.duration());
        hall.on(talk::stop);
        long accepted = talk.accepted() - acceptedBefore;
        result.put("agents", load.pairs() * 2).put("rate", load.rate()).put("under_way", load.underWay());
        result.put("seconds", talk.seconds()).put("messages", accepted);
        result.put("messages_per_second", Math.round(accepted / talk.seconds()));
        talk.stored().into(result.putObject("answer_ms"));
        talk.delivered().into(result.putObject("delivery_ms"));
        if (load.replies()) {
            talk.replied().into(result.putObject("round_trip_ms"));
        }
        result.put("missing", talk.missing()).put("handed_out_again", talk.again());
        ObjectNode refused = result.putObject("refused");
        talk.refusals().forEach(refused::put);
        cpu(clocks, before, accepted);
        well = talk.missing() == 0 && talk.broken() == 0 && talk.refusals().isEmpty();
    }

    private void cpu(List<CpuClocks> clocks, List<Used> before, long messages) {
        double hubs = 0;
        double driver = 0;
        double postgres = 0;
        for (int node = 0; node < clocks.size(); node++) {
            Used used = clocks.get(node).read().since(before.get(node));
            hubs += used.hub().orElse(Double.NaN);
            if (node == 0) {
                driver = used.driver();
                postgres = used.postgres().orElse(Double.NaN);
            }
        }
        ObjectNode cpu = result.putObject("cpu_micros_per_message");
        put(cpu, "hub", hubs * MILLION / messages);
        put(cpu, "postgresql", postgres * MILLION / messages);
        put(cpu, "driver", driver * MILLION / messages);
    }

    private static void put(ObjectNode node, String name, double figure) {
        node.put(name, Double.isFinite(figure) ? Math.round(figure * 10) / 10.0 : null);
    }

    void broadcast(int count, int rounds) throws InterruptedException, ExecutionException {
        String topic = "bench." + Long.toString(pace.nanos(), 36);
        List<BenchAgent> all = hall.connect("bench-listener-", count, 0);
        BenchAgent sender = hall.connect("bench-speaker-", 1, 0).get(0);
        Gathering gathering = new Gathering(hall.vertx(), all, "bench.all");
        for (BenchAgent agent : all) {
            listen(topic, agent);
        }
        Times last = new Times();
        for (int round = 0; round < rounds; round++) {
            String id = topic + "-" + round;
            long took = hall.on(() -> {
                Future<Long> done = gathering.next();
                sender.send("topic:" + topic, "bench.all", 0, id, "");
                return done;
            });
            if (took < 0) {
                well = false;
            } else {
                last.took(took);
            }
        }
        result.put("sockets", count).put("rounds", rounds);
        gathering.times().into(result.putObject("each_ms"));
        last.into(result.putObject("last_ms"));
        well &= gathering.refused() == 0;
    }

    private void listen(String topic, BenchAgent agent) throws InterruptedException, ExecutionException {
        try {
            post(
                    "/acp/topics",
                    JSON.createObjectNode().put("agent_id", agent.id()).put("topic", topic));
        } catch (IOException e) {
            throw new ExecutionException(e);
        }
    }

    void idle(int count, long pid) throws InterruptedException, ExecutionException, CommandFailed {
        // The first sockets pay for what all need.
        hall.connect("bench-first-", 50, 0);
        HubMemory before = HubMemory.of(pid);
        hall.connect("bench-idle-", count, 0);
        HubMemory after = HubMemory.of(pid);
        result.put("sockets", count);
        result.put("heap_before", before.heap()).put("heap_after", after.heap());
        result.put("resident_before", before.resident()).put("resident_after", after.resident());
        result.put("heap_per_socket", (after.heap() - before.heap()) / count);
        result.put("resident_per_socket", (after.resident() - before.resident()) / count);
    }

    void panic(int count) throws InterruptedException, ExecutionException, IOException {
        List<BenchAgent> all = hall.connect("bench-panicked-", count, 0);
        Gathering gathering = new Gathering(hall.vertx(), all, "fleet.state");
        order("panic", gathering, "/fleet/panic", JSON.createObjectNode().put("reason", "a measurement"));
        order("resume", gathering, "/fleet/resume", JSON.createObjectNode());
        result.put("sockets", count);
        gathering.times().into(result.putObject("each_ms"));
        well &= gathering.refused() == 0;
    }

    private void order(String name, Gathering gathering, String path, ObjectNode body)
            throws InterruptedException, ExecutionException, IOException {
        Future<Long> told = hall.on(() -> Future.succeededFuture(gathering.next()));
        long begin = pace.nanos();
        JsonNode receipts = post(path, body);
        long answered = pace.nanos() - begin;
        long last = told.toCompletionStage().toCompletableFuture().get();
        Map<String, Integer> statuses = new TreeMap<>();
        receipts.path("agents")
                .forEach(each -> statuses.merge(each.path("status").asText(), 1, Integer::sum));
        ObjectNode of = result.putObject(name);
        of.put("last_has_it_ms", last / 1e6).put("answered_ms", answered / 1e6);
        of.put("last_receipt_ms", receipts.path("took_ms").asLong());
        ObjectNode counts = of.putObject("receipts");
        statuses.forEach(counts::put);
        well &= last >= 0 && receipts.path("complete").asBoolean();
    }

    private JsonNode post(String path, ObjectNode body) throws IOException, InterruptedException {
        Answer answer = hub.post(path, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
        well &= answer.ok();
        return JSON.readTree(answer.body());
    }
}
