package io.heliograph.exporters.kinds;

import io.heliograph.exporter.ExportedEvent;
import io.heliograph.exporter.Exporter;
import io.heliograph.exporter.ExporterKind;
import io.heliograph.exporter.ExporterOptions;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Sends events to a topic of Kafka, a record each. */
public final class KafkaKind implements ExporterKind {
    private static final Duration SLOWEST_REQUEST = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Exporter create(ExporterOptions options) {
        Properties client = new Properties();
        client.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, options.required("bootstrap-servers"));
        client.put(ProducerConfig.CLIENT_ID_CONFIG, "heliograph-" + options.exporter());
        client.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression(options.text("compression", "none")));
        Duration delivery = options.duration("delivery-timeout", "20s", "100ms", "1h");
        long request = Math.min(SLOWEST_REQUEST.toMillis(), delivery.toMillis());
        client.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(request));
        client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(delivery.toMillis()));
        client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(delivery.toMillis()));
        int largest = (int) options.size("max-request-size", "1MiB", "1KiB", "64MiB");
        client.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(largest));
        // Telling the broker about this client would take compressors that the hub does not bring.
        client.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, "false");
        String file = options.text("properties-file", "");
        if (!file.isEmpty()) {
            client.putAll(read(Path.of(file)));
        }
        // What makes order and at least once: not for a file to change.
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        return new KafkaExporter(client, options.required("topic"), keyOf(options.text("key", "node")), largest);
    }

    /** Records of one key keep their order; the whole node's do if that is the key. */
    private static Function<ExportedEvent, String> keyOf(String word) {
        return switch (word) {
            case "node" -> event -> event.journal().toString();
            case "project" -> ExportedEvent::project;
            case "type" -> ExportedEvent::type;
            case "agent" -> event -> event.agentId() == null ? "" : event.agentId();
            default -> throw new IllegalArgumentException("key takes one of node, project, type, agent");
        };
    }

    private static String compression(String word) {
        if (!word.equals("none") && !word.equals("gzip")) {
            throw new IllegalArgumentException("compression takes one of none, gzip");
        }
        return word;
    }

    private static Properties read(Path file) {
        Properties read = new Properties();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            read.load(text);
            return read;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "properties-file " + file + " cannot be used: check that it exists and may be read", e);
        }
    }
}
