package io.heliograph.journal;

import static io.heliograph.journal.Given.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.settings.Settings;
import io.heliograph.intake.BodyFormat;
import io.heliograph.intake.EventBatch;
import io.heliograph.intake.EventBatches;
import io.heliograph.intake.Intake;
import io.heliograph.intake.IntakeConfig;
import io.heliograph.journal.JournalConfig.OnDamage;
import io.heliograph.journal.JournalReport.Defect;
import io.heliograph.journal.JournalReport.Segment;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at a journal tells what it holds and what of it is damaged, and changes nothing. */
final class JournalInspectionTest {
    private static final int BATCHES = 60;
    private static final int EVENTS = 3;

    private static Vertx vertx;

    @TempDir
    Path directory;

    private final Intake intake =
            new Intake(IntakeConfig.from(new Settings(Map.of(), Map.of())), Duration.ofDays(1), Clock.systemUTC());
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
    void fill() {
        journal = Given.open(vertx, new RealDisk(directory));
        for (int i = 0; i < BATCHES; i++) {
            await(journal.append(batch()));
        }
    }

    @Test
    void aSoundJournalIsToldInFull() throws IOException {
        await(journal.close());

        JournalReport report = verify();

        assertThat(report.defects()).isEmpty();
        assertThat(report.journal()).isEqualTo(journal.id());
        assertThat(report.start()).isZero();
        assertThat(report.end()).isEqualTo(BATCHES * EVENTS);
        assertThat(report.records()).isEqualTo(BATCHES);
        assertThat(report.tornBytes()).isZero();
        assertThat(report.segments()).hasSizeGreaterThan(3);
        assertThat(report.bytes()).isEqualTo(new JournalInspection(directory).bytes());
    }

    @Test
    void aJournalIsLookedAtWhileItIsWritten() throws IOException {
        JournalReport before = verify();
        await(journal.append(batch()));
        JournalReport after = verify();

        assertThat(before.isSound()).isTrue();
        assertThat(after.isSound()).isTrue();
        assertThat(after.end() - before.end()).isEqualTo(EVENTS);
        assertThat(await(journal.append(batch()))).isEqualTo(after.end() + EVENTS);
        await(journal.close());
    }

    @Test
    void nothingIsChangedByLooking() throws IOException {
        await(journal.close());
        flip(segments().get(1), 700);
        append(last(), new byte[] {0, 0, 1, 44, 7});
        Map<String, String> before = content();

        verify();

        assertThat(content()).isEqualTo(before);
    }

    @Test
    void aTornLastWriteIsNoDamage() throws IOException {
        await(journal.close());
        append(last(), new byte[] {0, 0, 1, 44, 7});

        JournalReport report = verify();

        assertThat(report.defects()).isEmpty();
        assertThat(report.tornBytes()).isEqualTo(5);
        assertThat(report.end()).isEqualTo(BATCHES * EVENTS);
    }

    @Test
    void aFlippedByteIsNamedByFileByteAndPosition() throws IOException {
        await(journal.close());
        Segment damaged = verify().segments().get(1);
        int recordBytes = (int) ((damaged.bytes() - SegmentHeader.BYTES) / damaged.records());
        flip(directory.resolve(damaged.file()), SegmentHeader.BYTES + recordBytes + 40);

        Defect defect = only(verify());

        assertThat(defect.file()).isEqualTo(damaged.file());
        assertThat(defect.offset()).isEqualTo(SegmentHeader.BYTES + recordBytes);
        assertThat(defect.endOffset()).isEqualTo(SegmentHeader.BYTES + 2L * recordBytes);
        assertThat(defect.from()).isEqualTo(damaged.first() + EVENTS);
        assertThat(defect.events()).isEqualTo(EVENTS);
    }

    @Test
    void aDamagedHeaderIsNamed() throws IOException {
        await(journal.close());
        flip(segments().get(1), 20);

        assertThat(only(verify()).what()).contains("header");
    }

    @Test
    void aMissingSegmentIsToldByThePositionsThatWereInIt() throws IOException {
        await(journal.close());
        Segment missing = verify().segments().get(1);
        Files.delete(directory.resolve(missing.file()));

        Defect defect = only(verify());

        assertThat(defect.from()).isEqualTo(missing.first());
        assertThat(defect.to()).isEqualTo(missing.end());
        assertThat(defect.what()).contains("the next one begins later");
    }

    @Test
    void whatAnEarlierStartHasSetAsideIsShownAndIsNoDamageAnyMore() throws IOException {
        await(journal.close());
        Segment damaged = verify().segments().get(1);
        flip(directory.resolve(damaged.file()), 700);
        await(Given.open(vertx, new RealDisk(directory), OnDamage.SET_ASIDE).close());

        JournalReport report = verify();

        assertThat(report.defects()).isEmpty();
        assertThat(report.setAside()).hasSize(1);
        assertThat(report.setAside().get(0).from()).isBetween(damaged.first(), damaged.end());
    }

    @Test
    void aRecordWhoseEventsNobodyCanReadIsADefectOnlyToThoseWhoReadThem() throws IOException {
        await(journal.append(EventBatches.of("project", 2, new byte[] {77, 1, 2, 3})));
        await(journal.close());

        assertThat(new JournalInspection(directory).inspect(bytes -> {}).isSound())
                .isTrue();
        assertThat(only(verify()).from()).isEqualTo(BATCHES * EVENTS);
    }

    @Test
    void aDirectoryWithoutAJournalIsEmpty(@TempDir Path empty) throws IOException {
        await(journal.close());

        JournalReport report = new JournalInspection(empty).verify(bytes -> {});

        assertThat(report.journal()).isNull();
        assertThat(report.segments()).isEmpty();
        assertThat(report.end()).isZero();
    }

    private JournalReport verify() throws IOException {
        return new JournalInspection(directory).verify(bytes -> {});
    }

    private static Defect only(JournalReport report) {
        assertThat(report.defects()).hasSize(1);
        return report.defects().get(0);
    }

    private EventBatch batch() {
        String event = "{\"type\":\"hardware.gpu\",\"payload\":{\"temperature_c\":61.5}}";
        return intake.read(
                Buffer.buffer("[" + String.join(",", List.of(event, event, event)) + "]"), BodyFormat.JSON, "default");
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }

    private Path last() throws IOException {
        List<Path> segments = segments();
        return segments.get(segments.size() - 1);
    }

    private Map<String, String> content() throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                content.put(file.getFileName().toString(), new String(Files.readAllBytes(file), "ISO-8859-1"));
            }
        }
        return content;
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    private static void append(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes, StandardOpenOption.APPEND);
    }
}
