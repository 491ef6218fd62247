package io.heliograph.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Journals outlive releases: a batch that version 1 wrote must be readable forever. */
class BatchFormatTest {
    private static final List<JournaledEvent> EVENTS = List.of(
            new JournaledEvent(
                    "lab",
                    1_769_860_800_000_000L,
                    1_769_860_799_123_456L,
                    "run-1",
                    true,
                    "hardware.gpu",
                    "rack-7",
                    "Zoë 🚀",
                    "{ \"t\" : 61.50 }"),
            new JournaledEvent(
                    "lab",
                    1_769_860_800_000_000L,
                    1_769_860_800_000_000L,
                    "019c13ed-0000-7abc-8def-0123456789ab",
                    false,
                    "job.failed",
                    null,
                    null,
                    "{}"));

    @Test
    void aBatchOfVersionOneIsRead() throws IOException {
        assertThat(BatchReader.read(ByteBuffer.wrap(recorded()))).isEqualTo(EVENTS);
    }

    @Test
    void theWriterStillWritesVersionOne() throws IOException {
        BatchWriter writer = new BatchWriter("lab", 1_769_860_800_000_000L, 0);
        for (JournaledEvent event : EVENTS) {
            byte[] payload = Door.utf8("<" + event.payload() + ">");
            writer.event(
                    event.timestamp(),
                    event.ownId(),
                    event.id(),
                    event.type(),
                    event.source(),
                    event.agentId(),
                    payload,
                    1,
                    payload.length - 1);
        }
        assertThat(bytes(writer.finish())).isEqualTo(recorded());
    }

    @Test
    void aVersionFromTheFutureIsRefused() throws IOException {
        byte[] future = recorded();
        future[0] = 2;
        assertThatThrownBy(() -> BatchReader.read(ByteBuffer.wrap(future)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch format 2");
    }

    @Test
    void theBytesOfABatchCannotBeChanged() {
        ByteBuffer bytes = new Door().json("{\"type\":\"a\"}").bytes();
        assertThat(bytes.isReadOnly()).isTrue();
        assertThat(bytes.position()).isZero();
    }

    @Test
    void aWriterThatBeginsAgainHoldsNothing() {
        BatchWriter writer = new BatchWriter("lab", 7, 0);
        writer.event(1, false, "i", "t", null, null, new byte[4000], 0, 4000);
        writer.restart();
        assertThat(writer.count()).isZero();
        assertThat(BatchReader.read(writer.finish())).isEmpty();
    }

    private static byte[] recorded() throws IOException {
        try (InputStream file = BatchFormatTest.class.getResourceAsStream("/batch-v1.hex")) {
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
