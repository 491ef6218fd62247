package io.heliograph.exporters.kinds;

import io.heliograph.exporter.ExportedEvent;
import io.heliograph.exporter.Exporter;
import io.heliograph.targets.S3Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One object for each batch: NDJSON, packed with gzip. It is named after its first event's place in the journal, which does not
 * change when the batch comes again: then the object is written over, and no event is in two of them.
 */
final class S3Exporter implements Exporter {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

    private final S3Place place;
    private S3Client client;

    S3Exporter(S3Place place) {
        this.place = place;
    }

    @Override
    public void export(List<ExportedEvent> events) throws IOException {
        if (client == null) {
            client = place.connect();
        }
        ExportedEvent first = events.get(0);
        ExportedEvent last = events.get(events.size() - 1);
        Map<String, String> about = Map.of(
                "events", Integer.toString(events.size()),
                "first-position", Long.toString(first.position()),
                "last-position", Long.toString(last.position()));
        client.putObject(
                put -> put.bucket(place.bucket())
                        .key(keyOf(first))
                        .contentType("application/gzip")
                        .metadata(about),
                RequestBody.fromBytes(pack(events)));
    }

    private String keyOf(ExportedEvent first) {
        return "%s%s/%s/%020d.ndjson.gz"
                .formatted(place.prefix(), DAY.format(first.receivedAt()), first.journal(), first.position());
    }

    private static byte[] pack(List<ExportedEvent> events) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream lines = new GZIPOutputStream(packed, 64 << 10)) {
            for (ExportedEvent event : events) {
                lines.write(event.json());
                lines.write('\n');
            }
        }
        return packed.toByteArray();
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
