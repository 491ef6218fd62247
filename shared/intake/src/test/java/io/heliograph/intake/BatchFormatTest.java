package io.heliograph.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Journals outlive releases: a batch that any version wrote must be readable forever. */
class BatchFormatTest {
    private static final List<JournaledEvent> EVENTS = List.of(
            new JournaledEvent(
                    "lab",
                    1_769_860_800_000_000L,
                    1_769_860_799_123_456L,
                    null,
                    "run-1",
                    "hardware.gpu",
                    "rack-7",
                    "Zoë 🚀",
                    "{ \"t\" : 61.50 }"),
            new JournaledEvent(
                    "lab",
                    1_769_860_800_000_000L,
                    1_769_860_800_000_000L,
                    UUID.fromString("019c13ed-0000-7abc-8def-0123456789ab"),
                    null,
                    "job.failed",
                    null,
                    null,
                    "{}"));

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aBatchOfEveryVersionIsRead(int version) throws IOException {
        assertThat(BatchReader.read(ByteBuffer.wrap(recorded(version)))).isEqualTo(EVENTS);
    }

    @Test
    void theWriterStillWritesVersionTwo() throws IOException {
        BatchWriter writer = writer(1_769_860_800_000_000L);
        EVENTS.forEach(event -> write(event, writer));
        assertThat(bytes(writer.finish())).isEqualTo(recorded(2));
    }

    @Test
    void aVersionFromTheFutureIsRefused() throws IOException {
        byte[] future = recorded(2);
        future[0] = 3;
        assertThatThrownBy(() -> BatchReader.read(ByteBuffer.wrap(future)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch format 3");
    }

    @Test
    void theBytesOfABatchCannotBeChanged() {
        ByteBuffer bytes = new Door().json("{\"type\":\"a\"}").bytes();
        assertThat(bytes.isReadOnly()).isTrue();
        assertThat(bytes.position()).isZero();
    }

    @Test
    void aWriterThatBeginsAgainHoldsNothing() {
        BatchWriter writer = writer(7);
        write(EVENTS.get(0), writer);
        writer.restart();
        assertThat(writer.count()).isZero();
        assertThat(BatchReader.read(writer.finish())).isEmpty();
    }

    private static BatchWriter writer(long receivedAt) {
        BatchWriter writer = new BatchWriter();
        writer.open("lab", receivedAt);
        return writer;
    }

    private static void write(JournaledEvent event, BatchWriter writer) {
        writer.timestamp(event.timestamp());
        if (event.hasOwnId()) {
            writer.ownId(event.id());
        } else {
            UUID id = UUID.fromString(event.id());
            writer.hubId(id.getMostSignificantBits(), id.getLeastSignificantBits());
        }
        writer.name(span(event.type()));
        writer.name(span(event.source()));
        writer.name(span(event.agentId()));
        byte[] payload = Door.utf8("<" + event.payload() + ">");
        writer.payloadBegins();
        writer.append(payload, 1, payload.length - 1);
        writer.payloadEnds();
    }

    private static Span span(String nameOrNull) {
        Span span = new Span();
        if (nameOrNull != null) {
            span.set(Door.utf8(nameOrNull), 0, Door.utf8(nameOrNull).length);
        }
        return span;
    }

    private static byte[] recorded(int version) throws IOException {
        try (InputStream file = BatchFormatTest.class.getResourceAsStream("/batch-v" + version + ".hex")) {
            return HexFormat.of()
                    .parseHex(new String(file.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", ""));
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
