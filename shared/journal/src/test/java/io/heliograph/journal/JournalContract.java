package io.heliograph.journal;

import static io.heliograph.journal.Given.await;
import static io.heliograph.journal.Given.batch;
import static io.heliograph.journal.Given.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.journal.Journal.Entry;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every journal promises. */
interface JournalContract {
    /** The journal under test: small enough segments that 100 batches of 500 bytes take several. */
    Journal journal();

    /** Closes the journal and opens what it left. */
    Journal reopened();

    @Test
    default void anAppendAnswersTheNewEnd() {
        assertThat(await(journal().append(batch(1, 3, 50)))).isEqualTo(3);
        assertThat(await(journal().append(batch(2, 2, 50)))).isEqualTo(5);
        assertThat(journal().end()).isEqualTo(5);
        assertThat(journal().start()).isZero();
    }

    @Test
    default void aBatchWithoutEventsTakesNoPlace() {
        await(journal().append(batch(1, 3, 50)));
        assertThat(await(journal().append(batch(2, 0, 50)))).isEqualTo(3);
        assertThat(Given.numbers(journal())).containsExactly(1);
    }

    @Test
    default void batchesComeBackWholeAndInOrder() {
        append(100);
        assertThat(Given.numbers(journal()))
                .isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    default void batchesAndPositionsOutliveAReopening() {
        append(100);
        Journal again = reopened();
        assertThat(again.end()).isEqualTo(200);
        assertThat(Given.numbers(again))
                .isEqualTo(IntStream.range(0, 100).boxed().toList());
        assertThat(await(again.append(batch(100, 2, 500)))).isEqualTo(202);
        assertThat(Given.numberOf(Given.read(again, 200).get(0))).isEqualTo(100);
    }

    @Test
    default void theIdOutlivesAReopening() {
        var id = journal().id();
        assertThat(reopened().id()).isEqualTo(id);
    }

    @Test
    default void aReadStopsWithTheBatchThatHasEnough() {
        append(10);
        assertThat(await(journal().readAfter(4, 5))).extracting(Entry::position).containsExactly(4L, 6L, 8L);
        assertThat(await(journal().readAfter(4, 1))).extracting(Entry::position).containsExactly(4L);
    }

    @Test
    default void aPositionInsideABatchAnswersThatBatch() {
        append(100);
        assertThat(await(journal().readAfter(7, 1))).extracting(Entry::position).containsExactly(6L);
        assertThat(await(reopened().readAfter(7, 1)))
                .extracting(Entry::position)
                .containsExactly(6L);
    }

    @Test
    default void nothingStandsAtTheEndNorBehindIt() {
        append(3);
        assertThat(await(journal().readAfter(6, 100))).isEmpty();
        assertThat(await(journal().readAfter(600, 100))).isEmpty();
    }

    @Test
    default void everyPositionOfAnOldJournalCanBeReadFrom() {
        append(100);
        Journal again = reopened();
        for (long position = 0; position < 200; position++) {
            List<Entry> page = await(again.readAfter(position, 1));
            assertThat(page.get(0).position()).isEqualTo(position / 2 * 2);
        }
    }

    @Test
    default void whatIsReleasedIsNoLongerHeldAndReadingGoesOnBehindIt() {
        append(100);
        long before = journal().status().bytes();
        await(journal().release(120));
        assertThat(journal().start()).isBetween(2L, 120L);
        assertThat(journal().status().bytes()).isLessThan(before);
        assertThat(reopened().start()).isBetween(2L, 120L);
    }

    @Test
    default void whatAReaderHoldsStaysUntilItHasMovedOn() {
        append(100);
        await(journal().hold("reader", 80, 1 << 20));
        await(journal().release(200));
        assertThat(journal().start()).isBetween(60L, 80L);
        assertThat(await(journal().readAfter(80, 1)))
                .extracting(Entry::position)
                .containsExactly(80L);
        await(journal().hold("reader", 180, 1 << 20));
        assertThat(journal().start()).isBetween(160L, 180L);
    }

    @Test
    default void aReaderHoldsNoMoreThanItsBound() {
        append(100);
        await(journal().hold("reader", 0, 10_000));
        await(journal().release(200));
        assertThat(journal().start()).isPositive();
        long held = journal().bytesAfter(0) - journal().bytesAfter(journal().end() - 8);
        assertThat(held).isBetween(5_000L, 15_000L);
    }

    @Test
    default void bytesBehindAPositionShrinkTowardsTheEnd() {
        append(100);
        assertThat(journal().bytesAfter(0)).isEqualTo(journal().status().bytes());
        assertThat(journal().bytesAfter(100)).isBetween(20_000L, 33_000L);
        assertThat(journal().bytesAfter(200)).isZero();
    }

    @Test
    default void aReadBeforeTheStartGoesOnWithTheFirstBatchThatIsThere() {
        append(100);
        await(journal().release(200));
        Journal again = reopened();
        List<Entry> first = await(again.readAfter(0, 1));
        assertThat(first).extracting(Entry::position).containsExactly(again.start());
        assertThat(again.end()).isEqualTo(200);
    }

    @Test
    default void aClosedJournalRefuses() {
        Journal journal = journal();
        await(journal.close());
        assertThat(failure(journal.append(batch(1, 1, 10))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(ProblemKind.JOURNAL_FAILED));
        assertThat(journal.status().accepting()).isFalse();
    }

    /** Appends so many batches of two events each. */
    private void append(int batches) {
        for (int number = 0; number < batches; number++) {
            await(journal().append(batch(number, 2, 500)));
        }
    }
}
