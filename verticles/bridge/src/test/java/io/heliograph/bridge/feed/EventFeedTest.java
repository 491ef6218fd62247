package io.heliograph.bridge.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.heliograph.contracts.events.EventSubscription;
import io.heliograph.contracts.events.EventsSubscribed;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.live.Subscription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers that are slow, foreign or come back, on one node. */
class EventFeedTest {
    private static final EventSubscription ALL = new EventSubscription(null, null, null, null);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private OneNode node;

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aProjectSeesItsOwnEventsOnly() {
        node = new OneNode(directory);
        SlowSink one = new SlowSink(node.vertx, 1 << 20);
        SlowSink other = new SlowSink(node.vertx, 1 << 20);
        EventsSubscribed begun = node.watch("one", ALL, one);
        node.watch("other", ALL, other);
        node.accept("one", "a", 5, 10);
        node.accept("other", "b", 7, 10);
        await().atMost(PATIENCE)
                .until(() -> one.events().size() == 5 && other.events().size() == 7);
        assertThat(one.events()).allMatch(event -> event.get("project").asText().equals("one"));

        SlowSink thief = new SlowSink(node.vertx, 1 << 20);
        EventSubscription stolen = new EventSubscription(null, null, null, begun.resume());
        assertThat(node.watch("other", stolen, thief).recovered()).isTrue();
        await().atMost(PATIENCE).until(() -> thief.events().size() == 7);
        assertThat(thief.events())
                .allMatch(event -> event.get("project").asText().equals("other"));
    }

    @Test
    void whoseAnswerIsNotOutYetIsNotBehind() {
        node = new OneNode(directory, "stream.max-lag=1h");
        SlowSink sink = new SlowSink(node.vertx, 1 << 20);
        Subscription<EventsSubscribed> subscription = node.begin("p", ALL, sink);
        OneNode.await(node.vertx.timer(1_200, TimeUnit.MILLISECONDS).mapEmpty());
        assertThat(sink.reason()).isNull();
        sink.context().runOnContext(there -> subscription.start());
        node.accept("p", "a", 1, 10);
        await().atMost(PATIENCE).until(() -> sink.events().size() == 1);
    }

    @Test
    void whoDoesNotReadHoldsNoMoreThanItsBoundKeepsNobodyBackAndMissesNothing() {
        node = new OneNode(directory);
        SlowSink slow = new SlowSink(node.vertx, 16 << 10);
        SlowSink quick = new SlowSink(node.vertx, 16 << 10);
        node.watch("p", ALL, slow);
        node.watch("p", ALL, quick);
        slow.stopReading();
        node.accept("p", "n", 500, 1_000);
        await().atMost(PATIENCE).until(() -> quick.events().size() == 500);
        // One page of a reader that catches up is the largest document there is.
        assertThat(slow.mostHeld()).isLessThan(100 << 10);
        assertThat(slow.events()).isEmpty();

        slow.readOn();
        await().atMost(PATIENCE).until(() -> slow.events().size() >= 500);
        List<Integer> numbers = slow.events().stream()
                .map(event -> event.at("/payload/n").asInt())
                .toList();
        assertThat(numbers).isEqualTo(IntStream.range(0, 500).boxed().toList());
        assertThat(slow.refused()).as("documents written in vain").isZero();

        node.accept("p", "n", 3, 10);
        await().atMost(PATIENCE).until(() -> slow.events().size() == 503);
    }

    @Test
    void whoComesFurtherThanTheOthersWhileCatchingUpSeesNothingTwice() {
        node = new OneNode(directory);
        SlowSink first = new SlowSink(node.vertx, 1 << 20);
        String begin = node.watch("p", ALL, first).resume();
        node.accept("p", "{\"type\":\"a\",\"id\":\"1\"}");
        await().atMost(PATIENCE).until(() -> first.events().size() == 1);
        node.acceptSilently("p", "{\"type\":\"a\",\"id\":\"2\"}");
        SlowSink back = new SlowSink(node.vertx, 1 << 20);
        node.watch("p", new EventSubscription(null, null, null, begin), back);
        await().atMost(PATIENCE).until(() -> back.events().size() >= 2);
        node.accept("p", "{\"type\":\"a\",\"id\":\"3\"}");
        await().atMost(PATIENCE)
                .until(() -> first.events().size() >= 3 && back.events().size() >= 3);
        assertThat(back.events()).extracting(event -> event.get("id").asText()).containsExactly("1", "2", "3");
    }

    @Test
    void manyWhoComeBackAtOnceEachSeeAll() {
        node = new OneNode(directory);
        String begin = node.watch("p", ALL, new SlowSink(node.vertx, 1 << 20)).resume();
        node.accept("p", "n", 50, 1_000);
        List<SlowSink> back = IntStream.range(0, 30)
                .mapToObj(i -> new SlowSink(node.vertx, 4 << 10))
                .toList();
        back.forEach(sink -> node.watch("p", new EventSubscription(null, null, null, begin), sink));
        await().atMost(PATIENCE)
                .until(() -> back.stream().allMatch(sink -> sink.events().size() == 50));
    }

    @Test
    void whoTakesNothingForTooLongIsToldSoAndGoesOnWhereItWas() {
        node = new OneNode(directory, "stream.max-lag=1s");
        SlowSink stuck = new SlowSink(node.vertx, 4 << 10);
        node.watch("p", ALL, stuck);
        node.accept("p", "n", 1, 10);
        await().atMost(PATIENCE).until(() -> stuck.events().size() == 1);
        stuck.stopReading();
        node.accept("p", "n", 50, 1_000);
        await().atMost(PATIENCE).until(() -> stuck.reason() != null);
        assertThat(stuck.reason().kind()).isEqualTo(ProblemKind.READER_BEHIND);
        assertThat(node.figures.dropped()).isEqualTo(1);
        await().atMost(PATIENCE).until(() -> node.figures.watchers() == 0);

        String resume = stuck.resume();
        SlowSink again = new SlowSink(node.vertx, 1 << 20);
        assertThat(node.watch("p", new EventSubscription(null, null, null, resume), again)
                        .recovered())
                .isTrue();
        await().atMost(PATIENCE).until(() -> again.events().size() == 50);
    }

    @Test
    void whoIsTooFarBehindIsToldSo() {
        node = new OneNode(directory, "stream.max-replay=10");
        SlowSink slow = new SlowSink(node.vertx, 1 << 10);
        EventsSubscribed begun = node.watch("p", ALL, slow);
        slow.stopReading();
        node.accept("p", "n", 1_100, 600);
        await().atMost(PATIENCE).until(() -> slow.reason() != null);
        assertThat(slow.reason().detail()).contains("stream.max-replay");

        SlowSink late = new SlowSink(node.vertx, 1 << 20);
        assertThat(node.watch("p", new EventSubscription(null, null, null, begun.resume()), late)
                        .recovered())
                .isFalse();
        node.accept("p", "fresh", 1, 10);
        await().atMost(PATIENCE).until(() -> !late.events().isEmpty());
        assertThat(late.events())
                .extracting(event -> event.get("type").asText())
                .containsExactly("fresh");
    }

    @Test
    void anEventWhoseIdIsRememberedIsShownOnce() {
        node = new OneNode(directory);
        SlowSink sink = new SlowSink(node.vertx, 1 << 20);
        node.watch("p", ALL, sink);
        // The door of this node does not remember what another node's door has taken.
        node.accept("p", "{\"type\":\"a\",\"id\":\"same\"}");
        node.accept("p", "{\"type\":\"a\",\"id\":\"same\"}");
        node.accept("p", "{\"type\":\"a\",\"id\":\"last\"}");
        await().atMost(PATIENCE).until(() -> sink.events().size() >= 2);
        assertThat(sink.events()).extracting(event -> event.get("id").asText()).containsExactly("same", "last");
    }

    @Test
    void asManyWatchAsMay() {
        node = new OneNode(directory, "stream.max-watchers=1");
        node.watch("p", ALL, new SlowSink(node.vertx, 1 << 20));
        assertThatThrownBy(() -> node.watch("q", ALL, new SlowSink(node.vertx, 1 << 20)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(ProblemKind.OVERLOADED));
    }

    @Test
    void nothingIsReadWhileNobodyWatches() {
        node = new OneNode(directory);
        node.accept("p", "n", 20, 10);
        SlowSink sink = new SlowSink(node.vertx, 1 << 20);
        node.watch("p", ALL, sink);
        assertThat(node.figures.reads()).isZero();
        node.accept("p", "n", 1, 10);
        await().atMost(PATIENCE).until(() -> sink.events().size() == 1);
        assertThat(node.figures.reads()).isPositive();
    }
}
