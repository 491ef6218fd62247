package io.heliograph.journal;

import static io.heliograph.journal.Given.await;
import static io.heliograph.journal.Given.batch;
import static io.heliograph.journal.Given.failure;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.journal.Journal.Entry;
import io.heliograph.journal.JournalConfig.OnDamage;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import io.heliograph.testkit.faults.Seed;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damage to what was acknowledged costs the records it hit and no others, and is never passed over silently. */
@Tag("fault")
final class DamageTest {
    private static final int EVENTS = 2;
    private static final int BATCH_BYTES = 300;
    private static final int RECORD = RecordHeader.BYTES + BATCH_BYTES;
    private static final int BATCHES = 40;
    private static final int IN_SEGMENT = (Given.SEGMENT - SegmentHeader.BYTES) / RECORD;

    private static Vertx vertx;

    private CrashingDisk disk;

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
            await(journal.append(batch(number, EVENTS, BATCH_BYTES)));
        }
        await(journal.close());
    }

    @Test
    void anyDamageInTheMiddleIsFoundAndCostsOnlyWhatItHit() {
        int damages = Rounds.of("damages", 200, 1000);
        long first = Seed.of("DamageTest");
        for (long seed = first; seed < first + damages; seed++) {
            fill();
            try {
                damageOnce(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        Outcome.of("J8", "%d damages from seed %d, all found, only what they hit missing", damages, first);
    }

    private void damageOnce(Random random) {
        int segment = random.nextInt(BATCHES / IN_SEGMENT);
        String name = SegmentHeader.nameOf((long) segment * IN_SEGMENT * EVENTS);
        byte[] sound = disk.content(name);
        byte[] damaged = damaged(sound, random);
        disk.spoil(name, damaged);
        if (Arrays.equals(sound, damaged)) {
            return;
        }
        assertThat(failure(FileJournal.open(vertx, disk, Given.config(OnDamage.STOP), fatal -> {})))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(name);
        assertThat(disk.content(name)).as("a refusal changes nothing").isEqualTo(damaged);

        FileJournal journal = Given.open(vertx, disk, OnDamage.SET_ASIDE);
        Set<Integer> lost = lost(segment, sound, damaged);
        expectAllBut(lost, journal);
        assertThat(reported(journal)).isEqualTo(positions(lost));
        await(journal.append(batch(BATCHES, EVENTS, BATCH_BYTES)));
        await(journal.close());

        FileJournal again = Given.open(vertx, disk, OnDamage.STOP);
        assertThat(Given.numbers(again)).hasSize(BATCHES + 1 - lost.size());
        assertThat(reported(again)).as("still known").isEqualTo(positions(lost));
        await(again.close());
    }

    /** One flipped bit, a zeroed page, or a page that stands twice. */
    private static byte[] damaged(byte[] sound, Random random) {
        byte[] damaged = sound.clone();
        int page = Math.min(512 << random.nextInt(3), sound.length / 2);
        int at = random.nextInt(sound.length - page);
        switch (random.nextInt(3)) {
            case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> Arrays.fill(damaged, at, at + page, (byte) 0);
            default -> System.arraycopy(sound, random.nextInt(sound.length - page), damaged, at, page);
        }
        return damaged;
    }

    /** The batches of the segment that have a changed byte. */
    private static Set<Integer> lost(int segment, byte[] sound, byte[] damaged) {
        return IntStream.range(SegmentHeader.BYTES, sound.length)
                .filter(at -> sound[at] != damaged[at])
                .map(at -> segment * IN_SEGMENT + (at - SegmentHeader.BYTES) / RECORD)
                .boxed()
                .collect(toSet());
    }

    private static void expectAllBut(Set<Integer> lost, FileJournal journal) {
        List<Integer> left = IntStream.range(0, BATCHES)
                .filter(number -> !lost.contains(number))
                .boxed()
                .toList();
        List<Entry> entries = Given.readAll(journal);
        assertThat(entries).extracting(Given::numberOf).isEqualTo(left);
        assertThat(entries)
                .extracting(Entry::position)
                .isEqualTo(left.stream().map(number -> (long) number * EVENTS).toList());
    }

    private static Set<Long> positions(Set<Integer> batches) {
        return batches.stream()
                .flatMap(number -> LongStream.range((long) number * EVENTS, (number + 1L) * EVENTS)
                        .boxed())
                .collect(toSet());
    }

    /** The positions that the journal says are missing. */
    private static Set<Long> reported(FileJournal journal) {
        Set<Long> missing = new TreeSet<>();
        for (String note : journal.status().damage()) {
            String[] words = note.split(" ");
            assertThat(note).startsWith("unreadable: positions ");
            LongStream.rangeClosed(Long.parseLong(words[2]), Long.parseLong(words[4]))
                    .forEach(missing::add);
        }
        return missing;
    }

    @Test
    void damageToAcknowledgedRecordsOfTheLastSegmentIsNoTornTail() {
        String last = SegmentHeader.nameOf(disk.names().stream()
                .mapToLong(name -> SegmentHeader.baseOf(name).orElse(0))
                .max()
                .orElseThrow());
        byte[] content = disk.content(last);
        content[SegmentHeader.BYTES + RecordHeader.BYTES + 1] ^= 1;
        disk.spoil(last, content);
        assertThat(failure(FileJournal.open(vertx, disk, Given.config(OnDamage.STOP), fatal -> {})))
                .hasMessageContaining("(2 events)");
    }

    @Test
    void damageThatComesWhileTheJournalIsOpenFailsTheReadAndIsReported() {
        FileJournal journal = Given.open(vertx, disk);
        String name = SegmentHeader.nameOf(0);
        byte[] content = disk.content(name);
        content[SegmentHeader.BYTES + RECORD + 100] ^= 1;
        disk.spoil(name, content);
        assertThat(await(journal.readAfter(0, EVENTS))).hasSize(1);
        assertThat(failure(journal.readAfter(EVENTS, EVENTS))).hasMessageContaining("is damaged at byte");
        assertThat(journal.status().damage()).singleElement().asString().contains(name);
        await(journal.close());
    }

    @Test
    void settingAsideThatIsCutOffByACrashIsFinishedByTheNextStart() {
        String name = SegmentHeader.nameOf(0);
        byte[] content = disk.content(name);
        content[SegmentHeader.BYTES + 3 * RECORD + 50] ^= 1;
        content[SegmentHeader.BYTES + 7 * RECORD + 50] ^= 1;
        disk.spoil(name, content);
        boolean finished = false;
        for (int operations = 0; !finished; operations++) {
            Random chance = new Random(operations);
            CrashingDisk copy = disk.crash(null);
            copy.crashAfter(operations);
            finished = FileJournal.open(vertx, copy, Given.config(OnDamage.SET_ASIDE), fatal -> {})
                    .toCompletionStage()
                    .toCompletableFuture()
                    .handle((journal, failure) -> failure == null)
                    .join();
            FileJournal journal = Given.open(vertx, copy.crash(chance), OnDamage.SET_ASIDE);
            expectAllBut(Set.of(3, 7), journal);
            assertThat(reported(journal)).isEqualTo(positions(Set.of(3, 7)));
            await(journal.close());
        }
    }
}
