package io.heliograph.journal;

import static io.heliograph.journal.Given.await;
import static io.heliograph.journal.Given.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import io.heliograph.testkit.faults.Seed;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What stands behind the last good record is cut, and nothing before it. */
@Tag("fault")
final class TornTailTest {
    private static final int BATCHES = 12;
    private static final int BATCH_BYTES = 40;
    private static final int RECORD = RecordHeader.BYTES + BATCH_BYTES;

    private static Vertx vertx;

    private CrashingDisk disk;
    private String last;
    private byte[] sound;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        await(vertx.close());
    }

    @BeforeEach
    void fill() {
        disk = new CrashingDisk();
        FileJournal journal = Given.open(vertx, disk);
        for (int number = 0; number < BATCHES; number++) {
            await(journal.append(batch(number, 3, BATCH_BYTES)));
        }
        await(journal.close());
        last = SegmentHeader.nameOf(0);
        sound = disk.content(last);
    }

    @Test
    void aFileCutAtAnyByteKeepsAllWholeRecords() {
        for (int length = sound.length - 1; length >= sound.length - 3 * RECORD; length--) {
            expect(Arrays.copyOf(sound, length), (length - SegmentHeader.BYTES) / RECORD);
        }
    }

    @Test
    void aFileThatEndsInZerosKeepsAllWholeRecords() {
        for (int length = sound.length - 1; length >= sound.length - 3 * RECORD; length--) {
            byte[] zeroed = sound.clone();
            Arrays.fill(zeroed, length, zeroed.length, (byte) 0);
            expect(zeroed, (length - SegmentHeader.BYTES) / RECORD);
        }
    }

    @Test
    void anyFlippedBitOfTheLastRecordCutsThatRecord() {
        for (int bit = (sound.length - RECORD) * 8; bit < sound.length * 8; bit++) {
            byte[] flipped = sound.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            expect(flipped, BATCHES - 1);
        }
    }

    @Test
    void garbageBehindTheEndIsCut() {
        int tails = Rounds.of("garbage-tails", 200, 5000);
        long first = Seed.of("TornTailTest");
        for (long seed = first; seed < first + tails; seed++) {
            Random random = new Random(seed);
            byte[] grown = Arrays.copyOf(sound, sound.length + 1 + random.nextInt(2000));
            fillBehind(grown, random);
            expect(grown, BATCHES);
        }
        Outcome.of("J9", "%d tails of garbage, zeros or stale records from seed %d, 0 ghosts", tails, first);
    }

    /** Random bytes, zeros, or stale records of the same journal from another place. */
    private void fillBehind(byte[] grown, Random random) {
        int behind = grown.length - sound.length;
        switch (random.nextInt(3)) {
            case 0 -> {
                byte[] noise = new byte[behind];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, grown, sound.length, behind);
            }
            case 1 -> {
                int from = SegmentHeader.BYTES + RECORD * random.nextInt(BATCHES);
                int bytes = Math.min(behind, sound.length - from);
                System.arraycopy(sound, from, grown, sound.length, bytes);
            }
            default -> Arrays.fill(grown, sound.length, grown.length, (byte) 0);
        }
    }

    @Test
    void whatWasCutDoesNotComeBackUnderALaterRecord() {
        disk.spoil(last, Arrays.copyOf(sound, sound.length - 2 * RECORD - 1));
        FileJournal journal = Given.open(vertx, disk);
        await(journal.append(batch(77, 3, 10)));
        await(journal.close());
        assertThat(Given.numbers(Given.open(vertx, disk)).subList(8, 10)).containsExactly(8, 77);
    }

    private void expect(byte[] content, int batches) {
        disk.spoil(last, content);
        FileJournal journal = Given.open(vertx, disk);
        assertThat(Given.numbers(journal))
                .as("%d bytes, of %d", content.length, sound.length)
                .isEqualTo(IntStream.range(0, batches).boxed().toList());
        assertThat(journal.end()).isEqualTo(batches * 3L);
        int cut = content.length - SegmentHeader.BYTES - batches * RECORD;
        List<String> notes = cut == 0
                ? List.of()
                : List.of("cut %d bytes of an unfinished write behind position %d".formatted(cut, batches * 3));
        assertThat(journal.status().damage()).isEqualTo(notes);
        assertThat(disk.content(last)).hasSize(content.length - cut);
        await(journal.close());
    }
}
