package io.heliograph.retain.archive;

import io.heliograph.contracts.retention.TypePattern;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.store.events.DayEvents.Stored;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** An archive of one stream in a directory, written and damaged by tests. */
final class Shelf {
    static final String STREAM = "telemetry";
    static final LocalDate DAY = LocalDate.of(2026, 10, 1);

    private static final Instant WRITTEN = Instant.parse("2026-11-01T00:00:00Z");

    /** Fewer than a file has, so that several are read for each. */
    private static final int SOME = 7;

    final Path directory;
    final ArchiveTarget target;
    final ArchiveConfig config;
    Signer signer;

    Shelf(Path directory, long maxFileSize) {
        this(directory, new DirectoryTarget(directory), maxFileSize);
    }

    Shelf(Path directory, ArchiveTarget target, long maxFileSize) {
        this.directory = directory;
        this.target = target;
        config = new ArchiveConfig(
                directory,
                null,
                List.of(new ArchiveStream(STREAM, List.of(new TypePattern("*")))),
                Duration.ZERO,
                maxFileSize,
                null);
    }

    /** So many events of a day, in their order; the n-th has n in its payload. */
    static List<Stored> events(LocalDate day, int from, int count) {
        List<Stored> events = new ArrayList<>();
        for (int n = from; n < from + count; n++) {
            events.add(event(day, n, "{\"n\":%d,\"text\":\"Grüße, %s\"}".formatted(n, Long.toHexString(n * 7919L))));
        }
        return sorted(events);
    }

    static Stored event(LocalDate day, int n, String payload) {
        long micros = day.toEpochDay() * 86_400_000_000L + n / 3 * 1_000L;
        boolean own = n % 2 == 0;
        return Stored.of(new JournaledEvent(
                "project-" + n % 2,
                micros + 5,
                micros,
                own ? null : new UUID(0x0190_0000_0000_7000L + n, Long.MIN_VALUE + n),
                own ? "own \"id\" " + n : null,
                "type." + n % 5,
                n % 3 == 0 ? "source" : null,
                n % 4 == 0 ? "agent" : null,
                payload));
    }

    static List<Stored> sorted(List<Stored> events) {
        events.sort(Comparator.<Stored>comparingLong(stored -> stored.event().timestamp())
                .thenComparing(stored -> stored.key().getMostSignificantBits(), Long::compareUnsigned)
                .thenComparing(stored -> stored.key().getLeastSignificantBits(), Long::compareUnsigned));
        return events;
    }

    /** Writes what of these is missing; how many that were. */
    long write(LocalDate day, List<Stored> events) throws IOException {
        try (DayMerge merge = merge(day)) {
            for (int from = 0; from < events.size(); from += 500) {
                merge.take(events.subList(from, Math.min(events.size(), from + 500)));
            }
            return merge.finish();
        }
    }

    DayMerge merge(LocalDate day) throws IOException {
        return new DayMerge(target, STREAM, day, config, signer, () -> WRITTEN);
    }

    ArchiveCheck.Report verify() throws IOException {
        return new ArchiveCheck(target, null, (bytes, events) -> {}).run(STREAM);
    }

    List<JournaledEvent> all() throws IOException {
        try (ArchiveReading reading = ArchiveReading.of(target, STREAM, day -> true)) {
            List<JournaledEvent> all = new ArrayList<>();
            List<JournaledEvent> some = reading.next(SOME, Integer.MAX_VALUE);
            while (!some.isEmpty()) {
                all.addAll(some);
                some = reading.next(SOME, Integer.MAX_VALUE);
            }
            return all;
        }
    }

    List<Manifest> manifests() throws IOException {
        return ArchiveReading.manifests(target, STREAM);
    }

    Path file(String name) {
        return directory.resolve(STREAM).resolve(name);
    }

    List<byte[]> lines(Manifest manifest) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        try (LineReader reader = LineReader.open(Files.newInputStream(file(manifest.file())))) {
            for (byte[] line = reader.next(); line != null; line = reader.next()) {
                lines.add(line);
            }
        }
        return lines;
    }

    void rewrite(Manifest manifest, List<byte[]> lines) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (byte[] line : lines) {
                gzip.write(line);
                gzip.write('\n');
            }
        }
        Files.write(file(manifest.file()), packed.toByteArray());
    }

    /** As any tool unpacks it. */
    static String unpacked(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
