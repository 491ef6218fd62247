package io.heliograph.launcher.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.heliograph.testkit.TargetServer;
import io.heliograph.testkit.faults.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker of Kafka, killed and started again under load, and the hub too. */
class KafkaExportIT {
    @TempDir
    Path directory;

    @Test
    void nothingIsMissingOrOutOfOrderWhoeverIsKilled() throws IOException {
        try (TargetServer broker = TargetServer.kafka(directory).start();
                ExportingHub hub = new ExportingHub(
                                directory,
                                "kind=kafka",
                                "bootstrap-servers=127.0.0.1:" + broker.port(),
                                "topic=events",
                                "batch-size=64KiB",
                                "delivery-timeout=2s",
                                "breaker-reset=500ms",
                                "longest-pause=500ms")
                        .start()) {
            int acked = hub.sendWhileKilled(broker);
            long accepted = hub.awaitEnd();

            List<ConsumerRecord<String, String>> records = consume(broker);
            Map<Long, String> first = new LinkedHashMap<>();
            for (ConsumerRecord<String, String> record : records) {
                String before = first.putIfAbsent(position(record), record.value());
                assertThat(before).as("what comes again is the same").isIn(null, record.value());
            }
            assertThat(List.copyOf(first.keySet()))
                    .isEqualTo(LongStream.range(0, accepted).boxed().toList());
            assertThat(ids(first).containsAll(Sender.ids(acked))).isTrue();
            Outcome.of(
                    "exporters, Kafka",
                    "%d acknowledged, %d accepted, 0 missing, in order; %d records came twice, %d counted as possibly so",
                    acked,
                    accepted,
                    records.size() - first.size(),
                    hub.repeated());
        }
    }

    private static long position(ConsumerRecord<String, String> record) {
        byte[] position = record.headers().lastHeader("heliograph-position").value();
        return Long.parseLong(new String(position, StandardCharsets.UTF_8));
    }

    private static Set<String> ids(Map<Long, String> events) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Set<String> ids = new HashSet<>();
        for (String event : events.values()) {
            ids.add(json.readTree(event).get("id").asText());
        }
        return ids;
    }

    private static List<ConsumerRecord<String, String>> consume(TargetServer broker) {
        Map<String, Object> client =
                Map.of("bootstrap.servers", "127.0.0.1:" + broker.port(), "enable.metrics.push", false);
        TopicPartition events = new TopicPartition("events", 0);
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(events));
            consumer.seekToBeginning(List.of(events));
            long end = consumer.endOffsets(List.of(events)).get(events);
            while (consumer.position(events) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }
}
