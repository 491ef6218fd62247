package io.heliograph.journal;

import static io.heliograph.journal.Given.await;
import static io.heliograph.journal.Given.batch;
import static io.heliograph.journal.Given.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.journal.JournalConfig.OnDamage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileJournalTest implements JournalContract {
    private static Vertx vertx;

    @TempDir
    Path temporary;

    private Path directory;
    private FileJournal journal;

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
        directory = temporary.resolve("data/journal");
        journal = Given.open(vertx, new RealDisk(directory));
    }

    @AfterEach
    void close() {
        await(journal.close());
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public Journal reopened() {
        close();
        journal = Given.open(vertx, new RealDisk(directory));
        return journal;
    }

    @Test
    void aSecondJournalInTheDirectoryIsRefused() {
        assertThat(refusal()).hasMessageContaining("already open in this process");
        assertThat(refusal()).hasMessageContaining("already open in this process");
        await(journal.append(batch(1, 1, 10)));
        assertThat(Given.numbers(reopened())).containsExactly(1);
    }

    @Test
    void aJournalThatAnotherProcessHasOpenIsRefused() throws IOException {
        close();
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("locked");
            assertThat(refusal()).hasMessageContaining("in use by another process");
        } finally {
            other.destroyForcibly().onExit().join();
        }
        journal = Given.open(vertx, new RealDisk(directory));
    }

    @Test
    void releasesThatComeAtOnceAreAllDone() {
        fillSegments();
        List<Future<Void>> releases =
                LongStream.rangeClosed(0, 40).mapToObj(journal::release).toList();
        releases.forEach(Given::await);
        assertThat(journal.start()).isEqualTo(35);
    }

    @Test
    void aPathThatIsNoDirectoryIsRefusedInOneSentence() throws IOException {
        directory = Files.writeString(temporary.resolve("file"), "text").resolve("journal");
        assertThat(refusal()).hasMessageContaining("cannot be made").hasMessageNotContaining("\n");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsRefusedWithItsOwner() throws IOException {
        directory = Files.createDirectory(temporary.resolve("read-only"));
        Assumptions.assumeTrue(directory.toFile().setWritable(false) && !Files.isWritable(directory), "not as root");
        assertThat(refusal()).hasMessageContaining("owned by");
    }

    @Test
    void aDirectoryThatBecomesReadOnlyRefusesForNowAndLosesNothing() throws Exception {
        await(journal.append(batch(0, 1, 500)));
        Assumptions.assumeTrue(chattr("+i"), "skipped: only root may make a directory immutable, where its disk can");
        int taken = 1;
        Throwable refusal = null;
        try {
            while (refusal == null) {
                Future<Long> append = journal.append(batch(taken, 1, 500));
                refusal = append.transform(done -> Future.succeededFuture(done.cause()))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
                taken += refusal == null ? 1 : 0;
            }
            assertThat(refusal).hasMessageContaining("journal-full").hasMessageContaining("not permitted");
            assertThat(journal.status().accepting()).isFalse();
        } finally {
            chattr("-i");
        }
        await(journal.append(batch(taken, 1, 500)));
        assertThat(journal.status().accepting()).isTrue();
        assertThat(Given.numbers(reopened()))
                .isEqualTo(IntStream.rangeClosed(0, taken).boxed().toList());
    }

    private boolean chattr(String change) throws Exception {
        return new ProcessBuilder("chattr", change, directory.toString())
                        .redirectErrorStream(true)
                        .start()
                        .waitFor()
                == 0;
    }

    @Test
    void segmentsOfAnotherJournalAreRefused() throws IOException {
        fillSegments();
        long end = journal.end();
        close();
        write(SegmentHeader.nameOf(end), new SegmentHeader(1, UUID.randomUUID(), end).bytes());
        assertThat(refusal()).hasMessageContaining("segments of several journals");
    }

    @Test
    void aFormatOfTheFutureIsRefused() throws IOException {
        close();
        write(SegmentHeader.nameOf(0), new SegmentHeader(2, journal.id(), 0).bytes());
        assertThat(refusal()).hasMessageContaining("format version 2");
    }

    @Test
    void aMissingSegmentInTheMiddleIsNotPassedOverSilently() throws IOException {
        fillSegments();
        close();
        List<Path> segments = segments();
        Files.delete(segments.get(1));
        assertThat(refusal()).hasMessageContaining("positions").hasMessageContaining("journal.on-damage");

        journal = Given.open(vertx, new RealDisk(directory), OnDamage.SET_ASIDE);
        assertThat(journal.status().damage()).singleElement().asString().contains("unreadable: positions");
        assertThat(Given.readAll(journal)).hasSizeBetween(20, 39);
        assertThat(reopened().status().damage())
                .as("known now, even without the setting")
                .hasSize(1);
    }

    @Test
    void aBatchLargerThanASegmentHasOneToItself() throws IOException {
        await(journal.append(batch(1, 1, 10)));
        await(journal.append(batch(2, 1, 3 * Given.SEGMENT)));
        await(journal.append(batch(3, 1, 10)));
        assertThat(Given.numbers(reopened())).containsExactly(1, 2, 3);
        assertThat(segments()).hasSize(3);
    }

    private void fillSegments() {
        for (int number = 0; number < 40; number++) {
            await(journal.append(batch(number, 1, 500)));
        }
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }

    private void write(String name, ByteBuffer bytes) throws IOException {
        Files.write(directory.resolve(name), bytes.array());
    }

    private Throwable refusal() {
        Throwable refusal = failure(FileJournal.open(vertx, directory, Given.config(OnDamage.STOP), fatal -> {}));
        assertThat(refusal).isInstanceOf(CannotStart.class);
        return refusal;
    }
}
