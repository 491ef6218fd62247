package io.heliograph.bench;

import io.heliograph.bench.MeasuredHub.Took;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What it takes to prune and to archive: {@code RetentionBench <heliograph.jar> <directory> <events> <days> <rounds>}; with 0
 * events, of those that an earlier run has left there. The oldest quarter of the days is pruned in so many rounds, in turns with
 * as much time without; then the oldest third of the others in one go; what is left is archived, verified, and restored into an
 * empty hub.
 */
public final class RetentionBench {
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration WITHOUT = Duration.ofSeconds(8);
    private static final String DAYS_ARE_KEPT = "retention.max-age=400d";

    private final Path jar;
    private final Path directory;
    private final Path archive;
    private final int days;

    private RetentionBench(Path jar, Path directory, int days) {
        this.jar = jar;
        this.directory = directory;
        this.days = days;
        archive = directory.resolve("archive").toAbsolutePath();
    }

    public static void main(String[] args) throws Exception {
        int days = Integer.parseInt(args[3]);
        RetentionBench bench = new RetentionBench(Path.of(args[0]), Path.of(args[1]), days);
        bench.prune(Integer.parseInt(args[2]), Integer.parseInt(args[4]));
        bench.archive();
        System.exit(0);
    }

    private void prune(int events, int rounds) throws Exception {
        try (MeasuredHub hub = MeasuredHub.start(jar, directory, DAYS_ARE_KEPT, "retention.every=1d")) {
            if (events > 0) {
                double rate = DaysOfEvents.fill(hub.database(), events, days);
                say("%,d events stored over %d days, %,.0f a second", events, days, rate);
            }
            long before = hub.onDisk();
            say("%,d bytes on the disk, all of the data directory", before);
            double seconds = 0;
            JsonObject all = new JsonObject().put("events", 0L).put("bytes", 0L);
            try (Alternating load = new Alternating(hub)) {
                Thread.sleep(WARM_UP.toMillis());
                load.begin();
                for (int round = 1; round <= rounds; round++) {
                    int left = days - days / 4 * round / rounds;
                    Thread.sleep(WITHOUT.toMillis());
                    seconds += load.during(() -> add(all, prune(hub, left)));
                }
                Thread.sleep(WITHOUT.toMillis());
                System.out.print(load.report());
            }
            say(
                    "pruned to %d days in %d rounds: %.2f s, %,d events removed, %,d bytes given back",
                    days - days / 4, rounds, seconds, all.getLong("events"), all.getLong("bytes"));
            say("%,d bytes on the disk", hub.onDisk());
            long began = System.nanoTime();
            JsonObject quiet = prune(hub, days / 2);
            say(
                    "pruned to %d days, nothing beside it: %.2f s, %,d events removed, %,d bytes given back",
                    days / 2, (System.nanoTime() - began) / 1e9, quiet.getLong("events"), quiet.getLong("bytes"));
            say("%,d bytes on the disk", hub.onDisk());
        }
    }

    private static Void add(JsonObject sum, JsonObject job) {
        List.of("events", "bytes").forEach(each -> sum.put(each, sum.getLong(each) + job.getLong(each)));
        return null;
    }

    /** Prunes to whole days, whose events begin a minute after midnight, and waits until the job is over. */
    private static JsonObject prune(MeasuredHub hub, int toDays) throws IOException, InterruptedException {
        long ofToday = LocalTime.now(ZoneOffset.UTC).toSecondOfDay();
        String wanted =
                "{\"max_age_seconds\":%d}".formatted(Duration.ofDays(toDays).toSeconds() + ofToday);
        int job = new JsonObject(hub.post("/maintenance/prune", wanted, "application/json")
                        .body())
                .getInteger("job");
        JsonObject state;
        do {
            Thread.sleep(20);
            state = hub.json("/maintenance/jobs/" + job);
        } while (state.getString("ended_at") == null);
        if (!state.getString("state").equals("done")) {
            throw new IllegalStateException(state.encode());
        }
        return state;
    }

    private void archive() throws Exception {
        long events = count();
        Archived before = archived();
        try (MeasuredHub hub = MeasuredHub.start(
                jar,
                directory,
                DAYS_ARE_KEPT,
                "retention.every=1s",
                "archive.after=0s",
                "archive.directory=" + archive)) {
            double[] cpu = hub.cpu();
            long began = System.nanoTime();
            Archived now = archived();
            while (now.events() < events) {
                Thread.sleep(200);
                now = archived();
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            double millions = (now.events() - before.events()) / 1e6;
            double[] used = hub.cpu();
            say(
                    "%,d events archived: %.1f s, %,.0f a second; CPU per million: hub %.1f s, PostgreSQL %.1f s (from the hub's start on)",
                    now.events(),
                    seconds,
                    millions * 1e6 / seconds,
                    (used[0] - cpu[0]) / millions,
                    (used[1] - cpu[1]) / millions);
            long lines = unpacked();
            say("%,d bytes of lines are %,d packed: %.1f to 1", lines, now.bytes(), (double) lines / now.bytes());
            Took verify = hub.command("archive", "verify", "--archive", archive.toString());
            say(
                    "verified: %.1f s, %,.0f events a second, CPU per million %.1f s; exit code %d%n%s",
                    verify.seconds(),
                    events / verify.seconds(),
                    verify.cpuSeconds() / millions,
                    verify.exitCode(),
                    verify.said());
            restore(export(hub), millions);
        }
    }

    private void restore(String wanted, double millions) throws Exception {
        Path other = directory.resolve("restored");
        try (MeasuredHub empty = MeasuredHub.start(jar, other, DAYS_ARE_KEPT, "retention.every=1d")) {
            Took restore = empty.command(
                    "archive",
                    "restore",
                    "--archive",
                    archive.toString(),
                    "--data",
                    empty.data().toString(),
                    "--lift-prunes");
            say(
                    "restored into an empty hub: %.1f s, %,.0f events a second; exit code %d%n%s",
                    restore.seconds(), millions * 1e6 / restore.seconds(), restore.exitCode(), restore.said());
            String got = export(empty);
            say(
                    "exported from the first hub: %s%nexported from the other:     %s%n%s",
                    wanted, got, wanted.equals(got) ? "the same" : "NOT THE SAME");
        }
    }

    /** How many events of finished days the hub holds. */
    private long count() throws Exception {
        try (MeasuredHub hub = MeasuredHub.start(jar, directory, DAYS_ARE_KEPT, "retention.every=1d")) {
            return Long.parseLong(export(hub).split(" ")[0]);
        }
    }

    /** All events of finished days, counted and hashed. */
    private static String export(MeasuredHub hub) throws Exception {
        String today = LocalDate.now(ZoneOffset.UTC)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .toString();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        long lines = 0;
        try (InputStream in = new DigestInputStream(
                hub.stream("/events/export?format=ndjson&order=asc&until=" + today)
                        .body(),
                digest)) {
            byte[] buffer = new byte[64 << 10];
            for (int bytes = in.read(buffer); bytes >= 0; bytes = in.read(buffer)) {
                for (int i = 0; i < bytes; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return lines + " events, SHA-256 " + HexFormat.of().formatHex(digest.digest());
    }

    /** What manifests say. */
    private record Archived(long events, long bytes) {}

    private Archived archived() throws IOException {
        long events = 0;
        long bytes = 0;
        for (Path manifest : files(".manifest.json")) {
            JsonObject json = new JsonObject(Files.readString(manifest));
            events += json.getLong("events");
            bytes += json.getLong("bytes");
        }
        return new Archived(events, bytes);
    }

    private long unpacked() throws IOException {
        long bytes = 0;
        for (Path file : files(".ndjson.gz")) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 64 << 10)) {
                bytes += in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return bytes;
    }

    private List<Path> files(String ending) throws IOException {
        if (!Files.isDirectory(archive)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(archive)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
