package io.heliograph.journal;

import static io.heliograph.journal.Given.await;
import static io.heliograph.journal.Given.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that are written again: what they held before never comes to light, and their space is there when it is needed. */
final class SparesTest {
    private static final int BATCH_BYTES = 900;

    private static Vertx vertx;

    private CrashingDisk disk;
    private FileJournal journal;
    private int sent;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        await(vertx.close());
    }

    @BeforeEach
    void open() {
        disk = new CrashingDisk();
        journal = Given.open(vertx, disk);
        sent = 0;
    }

    @Test
    void storedFilesAreKeptUpToTheBoundAndWrittenAgain() {
        append(40);
        await(journal.release(journal.end()));
        assertThat(spares()).hasSize(2);
        append(10);
        assertThat(spares()).isEmpty();
        assertThat(disk.content(lastSegment()).length).isLessThan(2 * Given.SEGMENT);
        await(journal.close());
        assertThat(Given.numbers(Given.open(vertx, disk))).isEqualTo(numbersFrom(journal.start()));
    }

    @Test
    void whatAFileHeldBeforeIsNeitherReadNorTakenForAnUnfinishedWrite() {
        intoASpare();
        byte[] content = disk.content(lastSegment());
        assertThat(new String(content, StandardCharsets.ISO_8859_1)).contains("-- end of the records --");
        disk.restart();
        CrashingDisk killed = disk;
        await(journal.close());
        killed.spoil(lastSegment(), content);
        FileJournal again = Given.open(vertx, killed);
        assertThat(again.status().damage()).isEmpty();
        assertThat(Given.numbers(again)).isEqualTo(numbersFrom(again.start()));
        assertThat(killed.content(lastSegment()).length).isLessThan(content.length);
    }

    @Test
    void aDiskThatRunsShortGetsTheirSpaceFirst() {
        append(40);
        await(journal.release(journal.end()));
        int kept = spares().stream().mapToInt(name -> disk.content(name).length).sum();
        assertThat(kept).isPositive();
        long used = disk.names().stream()
                .mapToLong(name -> disk.content(name).length)
                .sum();
        disk.capacity(used + BATCH_BYTES / 2);
        append(1);
        assertThat(spares()).isEmpty();
    }

    @Test
    void aStartBeginsWithoutAny() {
        append(40);
        await(journal.release(journal.end()));
        await(journal.close());
        assertThat(spares()).isNotEmpty();
        Given.open(vertx, disk);
        assertThat(spares()).isEmpty();
    }

    /** Writes until the newest file is one that held other records, with room behind the end. */
    private void intoASpare() {
        append(40);
        await(journal.release(journal.end()));
        int left = spares().size();
        while (spares().size() == left) {
            append(1);
        }
    }

    private void append(int batches) {
        for (int i = 0; i < batches; i++) {
            await(journal.append(batch(sent++, 1, BATCH_BYTES)));
        }
    }

    private List<String> spares() {
        return disk.names().stream().filter(Spares::isSpare).toList();
    }

    private String lastSegment() {
        return disk.names().stream()
                .filter(name -> SegmentHeader.baseOf(name).isPresent())
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private List<Integer> numbersFrom(long position) {
        return IntStream.range((int) position, sent).boxed().toList();
    }
}
