package io.heliograph.exporters.kinds;

import io.heliograph.exporter.EventRefused;
import io.heliograph.exporter.ExportedEvent;
import io.heliograph.exporter.Exporter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One producer for as long as all goes well. The first record that fails closes it at once, so that no later record can
 * overtake those that come again.
 */
final class KafkaExporter implements Exporter {
    /** What a record has beside key and value: its own header and those that are set below. */
    private static final int OVERHEAD = 1_024;

    private final Properties client;
    private final String topic;
    private final Function<ExportedEvent, String> key;
    private final int largest;
    private KafkaProducer<byte[], byte[]> producer;

    KafkaExporter(Properties client, String topic, Function<ExportedEvent, String> key, int largest) {
        this.client = client;
        this.topic = topic;
        this.key = key;
        this.largest = largest;
    }

    @Override
    public void export(List<ExportedEvent> events) throws Exception {
        for (ExportedEvent event : events) {
            if (event.json().length + OVERHEAD > largest) {
                throw new EventRefused(event, "it is larger than max-request-size");
            }
        }
        if (producer == null) {
            producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        }
        AtomicReference<Exception> failure = new AtomicReference<>();
        try {
            for (ExportedEvent event : events) {
                send(event, failure);
                if (failure.get() != null) {
                    break;
                }
            }
            producer.flush();
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
        if (failure.get() != null) {
            close();
            throw failure.get();
        }
    }

    private void send(ExportedEvent event, AtomicReference<Exception> failure) {
        KafkaProducer<byte[], byte[]> by = producer;
        by.send(record(event), (sent, cause) -> {
            if (cause != null && failure.compareAndSet(null, cause)) {
                by.close(Duration.ZERO);
            }
        });
    }

    private ProducerRecord<byte[], byte[]> record(ExportedEvent event) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic, null, event.receivedAt().toEpochMilli(), bytes(key.apply(event)), event.json());
        Headers headers = record.headers();
        headers.add("heliograph-id", bytes(event.id()));
        headers.add("heliograph-project", bytes(event.project()));
        headers.add("heliograph-type", bytes(event.type()));
        headers.add("heliograph-journal", bytes(event.journal().toString()));
        headers.add("heliograph-position", bytes(Long.toString(event.position())));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
