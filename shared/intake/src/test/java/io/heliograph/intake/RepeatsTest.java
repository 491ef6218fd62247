package io.heliograph.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.problems.Refused;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void aRequestWithAKeyIsKnownWhenItIsSentAgain() {
        EventBatch first = named("k-1", "[{\"type\":\"a\"},x,{\"type\":\"b\",\"id\":\"own\"},{\"type\":\"c\"}]");
        assertThat(Door.events(first)).extracting(JournaledEvent::type).containsExactly("a", "b", "c");
        assertThat(Door.events(first)).extracting(JournaledEvent::hasOwnId).containsOnly(true);
        assertThat(Door.events(first)).extracting(JournaledEvent::id).element(1).isEqualTo("own");
        door.intake.remember(first);
        EventBatch again =
                named("k-1", "[{\"type\":\"a\"},x,{\"type\":\"b\",\"id\":\"own\"},{\"type\":\"c\"},{\"type\":\"d\"}]");
        assertThat(Door.events(again)).extracting(JournaledEvent::type).containsExactly("d");
        assertThat(again.receipt().duplicates()).isEqualTo(3);
        assertThat(named("k-2", "{\"type\":\"a\"}").count()).isEqualTo(1);
    }

    @Test
    void theIdsOfAKeyAreTheSameOnEveryNodeForEver() {
        assertThat(Door.events(named("render-17", "[{\"type\":\"a\"},{\"type\":\"a\"}]")))
                .extracting(JournaledEvent::id)
                .containsExactly("ik-18cb3f2d1175598da1bf2f7edd74a73c-0", "ik-18cb3f2d1175598da1bf2f7edd74a73c-1");
        EventBatch other = door.intake.read(
                Buffer.buffer("{\"type\":\"a\"}"), BodyFormat.JSON, "another", new IdempotencyKey("render-17"));
        assertThat(Door.events(other).get(0).id()).doesNotStartWith("ik-18cb3f2d1175598da1bf2f7edd74a73c");
    }

    @Test
    void anObjectThatTurnsOutToBeOneEventIsTheFirstOfItsKey() {
        String id = Door.events(named("k", "{\"type\":\"a\"}")).get(0).id();
        assertThat(Door.events(named("k", "{\"events\":[{\"type\":\"b\"},{\"type\":\"c\"}],\"type\":\"a\"}")))
                .extracting(JournaledEvent::id)
                .containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "é", "a\u007f", "\t"})
    void aKeyIsMadeOfVisibleCharacters(String value) {
        assertThatThrownBy(() -> new IdempotencyKey(value)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> new IdempotencyKey("k".repeat(256))).isInstanceOf(Refused.class);
        assertThat(new IdempotencyKey("k".repeat(255)).idPrefix("lab")).hasSize(36);
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

    private EventBatch named(String key, String body) {
        return door.intake.read(Buffer.buffer(body), BodyFormat.JSON, "lab", new IdempotencyKey(key));
    }
}
