package io.heliograph.exporters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.contracts.exporters.ExporterList.Item;
import io.heliograph.contracts.exporters.ExporterOperations;
import io.heliograph.contracts.hub.Nothing;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.exporters.line.Circuit;
import io.heliograph.exporters.line.ExporterConfig.Begin;
import io.heliograph.exporters.line.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an exporter gets, when its target takes it and when it does not. */
class ExportersVerticleTest {
    @TempDir
    Path directory;

    private Exporting node;

    @BeforeEach
    void open() {
        node = new Exporting(directory);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void everyEventComesOnceAndInOrder() throws IOException {
        node.start();
        node.accept(500);
        node.awaitEnd();
        assertThat(node.target.positions()).containsExactlyElementsOf(upTo(500));
        assertThat(node.target.ids()).containsExactlyElementsOf(ids(500));
        assertThat(Json.HTTP.readTree(node.target.got.get(3).json()).toString())
                .contains(
                        "\"id\":\"e-3\"", "\"type\":\"job.done\"", "\"project\":\"default\"", "\"payload\":{\"n\":3}");
        assertThat(node.figures.events()).isEqualTo(500);
        assertThat(node.figures.repeated()).isZero();
    }

    @Test
    void aTargetThatIsAwayIsLeftAloneAndGetsEverythingInOrderWhenItIsBack() {
        node.target.failing.set(Integer.MAX_VALUE);
        node.start();
        node.accept(300);
        await().atMost(Exporting.PATIENCE).until(() -> node.figures.state() == Circuit.State.OPEN);
        assertThat(node.figures.trouble()).isEqualTo("the target is away");
        node.target.failing.set(0);
        node.awaitEnd();
        assertThat(new LinkedHashSet<>(node.target.positions())).containsExactlyElementsOf(upTo(300));
        assertThat(node.figures.events()).isEqualTo(300);
        assertThat(node.figures.failures()).isPositive();
        // Whatever came twice was counted as possibly repeated.
        assertThat(node.target.got.size() - 300).isPositive().isLessThanOrEqualTo((int) node.figures.repeated());
        assertThat(node.figures.state()).isEqualTo(Circuit.State.CLOSED);
        assertThat(node.figures.trouble()).isNull();
        assertThat(node.figures.lastError()).isEqualTo("the target is away");
    }

    @Test
    void afterARestartItGoesOnWhereItWas() {
        node.start();
        node.accept(100);
        node.awaitEnd();
        node.stop();
        assertThat(node.target.closed).isTrue();
        node.accept(100);
        node.start();
        node.awaitEnd();
        assertThat(node.target.positions()).containsExactlyElementsOf(upTo(200));
    }

    @Test
    void aPlaceThatACrashLeftBehindOnlyRepeats() throws IOException {
        node.start();
        node.accept(70);
        node.awaitEnd();
        Path cursor = node.cursors().resolve("trail.cursor");
        String older = Files.readString(cursor);
        node.accept(70);
        node.awaitEnd();
        node.stop();
        Files.writeString(cursor, older);
        node.start();
        node.awaitEnd();
        assertThat(node.target.positions())
                .containsExactlyElementsOf(LongStream.concat(LongStream.range(0, 140), LongStream.range(70, 140))
                        .boxed()
                        .toList());
    }

    @Test
    void aDamagedPlaceOrOneOfAnotherJournalBeginsAnew() throws IOException {
        node.accept(30);
        Files.createDirectories(node.cursors());
        for (String content : List.of("nonsense", "00000000-0000-0000-0000-000000000000 7\n")) {
            Files.writeString(node.cursors().resolve("trail.cursor"), content);
            node.start();
            assertThat(node.figures.cursor()).isEqualTo(30);
            node.stop();
        }
        Files.delete(node.cursors().resolve("trail.cursor"));
        node.begin = Begin.OLDEST;
        node.start();
        node.awaitEnd();
        assertThat(node.target.positions()).containsExactlyElementsOf(upTo(30));
    }

    @Test
    void onlyWhatTheFilterTakesComesAndThePlaceMovesPastTheRest() {
        node.filter = new Filter(List.of("default"), List.of("log.*", "one.off"));
        node.start();
        node.accept(100);
        node.accept("{\"type\":\"log.x\",\"id\":\"other\"}", "elsewhere");
        node.accept("{\"type\":\"one.off\",\"id\":\"last\"}\n{\"type\":\"one.offs\"}", "default");
        node.awaitEnd();
        assertThat(node.target.got)
                .hasSize(51)
                .allMatch(event -> event.project().equals("default"));
        assertThat(node.target.ids()).startsWith("e-0", "e-2", "e-4").endsWith("e-98", "last");
        assertThat(node.figures.leftOut()).isEqualTo(52);
    }

    @Test
    void thePlaceIsKeptThoughNothingIsToBeExported() {
        node.filter = new Filter(List.<String>of(), List.of("no.such"));
        node.start();
        node.accept(50);
        node.awaitEnd();
        assertThat(node.target.calls).isEmpty();
        assertThat(node.cursors().resolve("trail.cursor")).content().endsWith(" 50\n");
    }

    @Test
    void anEventThatTheTargetNeverTakesIsLeftOutAndCounted() {
        node.target.refusedId = "e-20";
        node.start();
        node.accept(50);
        node.awaitEnd();
        assertThat(node.target.ids()).hasSize(49).doesNotContain("e-20");
        assertThat(node.figures.refused()).isEqualTo(1);
        assertThat(node.figures.failures()).isZero();
        assertThat(node.figures.lastError()).isEqualTo("not that one");
    }

    @Test
    void aCallThatHangsIsInterruptedAndComesAgain() {
        node.timeout = Duration.ofMillis(200);
        node.target.hanging.set(1);
        node.start();
        node.accept(20);
        node.awaitEnd();
        assertThat(node.target.positions()).containsExactlyElementsOf(upTo(20));
        assertThat(node.figures.failures()).isPositive();
        assertThat(node.figures.lastError()).isEqualTo("no answer within 200ms");
    }

    @Test
    void aPlaceThatCannotBeKeptKeepsNothingFromBeingExported() throws IOException {
        Files.writeString(node.cursors(), "a file where the folder should be");
        node.start();
        node.accept(40);
        node.awaitEnd();
        assertThat(node.target.positions()).containsExactlyElementsOf(upTo(40));
    }

    @Test
    void eventsAreAcceptedAndNoMoreThanABatchIsTakenWhileTheTargetHangs() {
        node.target.gate = new CountDownLatch(1);
        node.start();
        node.accept(350);
        await().atMost(Exporting.PATIENCE).until(() -> node.target.calls.size() == 1);
        assertThat(node.journal.end()).isEqualTo(350);
        assertThat(node.figures.cursor()).isZero();
        Item item = list();
        assertThat(item.lagEvents()).isEqualTo(350);
        assertThat(item.lagBytes()).isPositive().isEqualTo(node.journal.status().bytes());
        node.target.gate.countDown();
        node.awaitEnd();
        assertThat(node.target.calls).allMatch(events -> events < 50);
        assertThat(list().lagEvents()).isZero();
        assertThat(list().lagSeconds()).isZero();
    }

    @Test
    void whatWaitsTooLongIsGivenUpHonestly() {
        node.maxBacklog = 20_000;
        node.target.away = true;
        node.start();
        node.accept(1_000);
        node.done(node.journal.release(node.journal.end()));
        assertThat(node.journal.start()).isPositive();
        assertThat(node.journal.bytesAfter(0)).isGreaterThan(10_000);
        await().atMost(Exporting.PATIENCE).until(() -> node.figures.failures() > 0);
        node.stop();
        node.reopen();
        node.target.away = false;
        node.start();
        node.awaitEnd();
        assertThat(node.figures.missed()).isPositive();
        assertThat(node.figures.missed() + node.figures.events()).isEqualTo(1_000);
        assertThat(node.target.positions())
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSize((int) node.figures.events())
                .last()
                .isEqualTo(999L);
    }

    @Test
    void whatWaitsWithinTheBoundIsKeptAndThenGivenBack() {
        node.target.gate = new CountDownLatch(1);
        node.start();
        node.accept(1_000);
        node.done(node.journal.release(node.journal.end()));
        assertThat(node.journal.start()).isZero();
        node.target.gate.countDown();
        node.awaitEnd();
        assertThat(node.target.positions()).containsExactlyElementsOf(upTo(1_000));
        await().atMost(Exporting.PATIENCE).until(() -> node.journal.start() > 500);
    }

    @Test
    void aBatchWaitsForItsSizeOrItsAge() {
        node.batchSize = 100_000;
        node.batchAge = Duration.ofMillis(300);
        node.start();
        node.accept(60);
        node.awaitEnd();
        assertThat(node.target.calls).containsExactly(60);
        node.batchAge = Duration.ofDays(1);
        node.stop();
        node.start();
        node.accept(30);
        node.stop();
        // An orderly end does not leave behind what could be handed over.
        assertThat(node.target.calls).containsExactly(60, 30);
        assertThat(node.target.positions()).containsExactlyElementsOf(upTo(90));
    }

    @Test
    void anOperatorSeesHowItStands() {
        node.start();
        node.accept(10);
        node.awaitEnd();
        Item item = list();
        assertThat(item.name()).isEqualTo("trail");
        assertThat(item.kind()).isEqualTo("test");
        assertThat(item.state()).isEqualTo("closed");
        assertThat(item.cursor()).isEqualTo(10);
        assertThat(item.exported()).isEqualTo(10);
        assertThat(item.trouble()).isNull();
    }

    private Item list() {
        return node.done(node.bus.call(ExporterOperations.LIST, Caller.keyHolder(), new Nothing()))
                .items()
                .get(0);
    }

    private static List<Long> upTo(long end) {
        return LongStream.range(0, end).boxed().toList();
    }

    private static List<String> ids(int end) {
        return IntStream.range(0, end).mapToObj(n -> "e-" + n).toList();
    }
}
