package io.heliograph.journal;

import static io.heliograph.journal.Given.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.heliograph.intake.EventBatch;
import io.heliograph.intake.EventBatches;
import io.heliograph.journal.Journal.Entry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that version 1 of the format left on disk is read by every later version. */
final class RecordedFormatTest {
    private static final List<String> FILES = List.of("00000000000000000000.log", "00000000000000000006.log");

    @TempDir
    Path directory;

    @BeforeEach
    void copy() throws IOException {
        for (String name : FILES) {
            try (InputStream recorded = getClass().getResourceAsStream("/journal-version-1/" + name)) {
                Files.copy(recorded, directory.resolve(name));
            }
        }
    }

    @Test
    void versionOneIsReadAndGoneOnWith() {
        Vertx vertx = Vertx.vertx();
        FileJournal journal = Given.open(vertx, new RealDisk(directory));
        assertThat(journal.id()).isEqualTo(UUID.fromString("6f9619ff-8b86-d011-b42d-00c04fc964ff"));
        assertThat(journal.status().damage()).isEmpty();
        assertThat(await(journal.append(batch("the fifth")))).isEqualTo(11);
        assertThat(Given.readAll(journal))
                .extracting(Entry::position, Entry::count, RecordedFormatTest::text)
                .containsExactly(
                        tuple(0L, 1, "one event"),
                        tuple(1L, 2, "two events"),
                        tuple(3L, 3, "three events"),
                        tuple(6L, 4, "four events in the next segment"),
                        tuple(10L, 1, "the fifth"));
        await(journal.close());
        await(vertx.close());
    }

    private static EventBatch batch(String text) {
        return EventBatches.of("project", 1, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Entry entry) {
        return StandardCharsets.UTF_8.decode(entry.batch()).toString();
    }
}
