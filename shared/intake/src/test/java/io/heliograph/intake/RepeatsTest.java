package io.heliograph.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An event that is sent again under its own id. */
class RepeatsTest {
    private static final String EVENT = "{\"type\":\"a\",\"id\":\"run-1\"}";

    private final Door door = new Door();

    @Test
    void theSecondOfABodyIsADuplicateOfTheFirst() {
        EventBatch batch = door.json("[" + EVENT + ",{\"type\":\"b\",\"id\":\"run-1\"},{\"type\":\"c\"},x]");
        assertThat(Door.events(batch)).extracting(JournaledEvent::type).containsExactly("a", "c");
        assertThat(batch.receipt().duplicates()).isEqualTo(1);
        assertThat(batch.receipt().rejected())
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.index()).isEqualTo(3));
        assertThat(batch.received()).isEqualTo(4);
    }

    @Test
    void aRejectedEventDoesNotMakeTheNextOneADuplicate() {
        EventBatch batch = door.json("[{\"id\":\"run-1\"}," + EVENT + "]");
        assertThat(batch.count()).isEqualTo(1);
        assertThat(batch.receipt().duplicates()).isZero();
    }

    @Test
    void anIdIsKnownOnlyOnceItsEventIsDurable() {
        EventBatch inFlight = door.json(EVENT);
        assertThat(door.json(EVENT).count()).isEqualTo(1);
        door.intake.remember(inFlight);
        EventBatch again = door.json(EVENT);
        assertThat(again.count()).isZero();
        assertThat(again.receipt().duplicates()).isEqualTo(1);
    }

    @Test
    void projectsDoNotKnowEachOthersIds() {
        door.intake.remember(door.json(EVENT));
        EventBatch other = door.intake.read(Buffer.buffer(EVENT), BodyFormat.JSON, "another project");
        assertThat(other.count()).isEqualTo(1);
    }

    @Test
    void theLatestIdsAreKnownAndTheirNumberIsBounded() {
        RecentIds recent = new RecentIds(1000);
        IntStream.range(0, 100_000).forEach(i -> recent.addAll("lab", List.of("id-" + i)));
        assertThat(IntStream.range(99_500, 100_000)).allMatch(i -> recent.contains("lab", "id-" + i));
        assertThat(IntStream.range(0, 100_000).filter(i -> recent.contains("lab", "id-" + i)))
                .hasSizeBetween(500, 1000);
    }

    @Test
    void manyThreadsMayReadAndRememberAtOnce() {
        IntStream.range(0, 200).parallel().forEach(i -> {
            EventBatch batch = door.json("[{\"type\":\"a\",\"id\":\"" + i + "\"},{\"type\":\"b\"},x]");
            assertThat(batch.count()).isEqualTo(2);
            door.intake.remember(batch);
            assertThat(door.json("{\"type\":\"a\",\"id\":\"" + i + "\"}").count())
                    .isZero();
        });
    }
}
