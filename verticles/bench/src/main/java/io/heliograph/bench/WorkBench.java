package io.heliograph.bench;

import io.heliograph.contracts.live.LivePayload;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.store.Database;
import io.heliograph.store.DatabaseAddress;
import io.heliograph.store.DatabaseConfig;
import io.heliograph.store.JournalCursors.Lane;
import io.heliograph.store.JournalCursors.Stretch;
import io.heliograph.store.events.DeadLetters;
import io.heliograph.store.events.EventWriter;
import io.heliograph.store.events.Micros;
import io.heliograph.store.events.NameBook;
import io.heliograph.store.events.Partitions;
import io.heliograph.store.work.LiveView;
import io.heliograph.store.work.WorkProjection;
import io.heliograph.store.work.WorkReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * How long a live payload takes to collect: {@code WorkBench <database url> <jobs>}, on the database of a hub that was started
 * once. Its events are of a project of its own; half of the jobs wait, an eighth of these are overdue.
 */
public final class WorkBench {
    private static final String PROJECT = "work-bench";
    private static final int BATCH = 10_000;
    private static final int READINGS = 500;

    private final Vertx vertx = Vertx.vertx();
    private final Random random = new Random(7);
    private final Instant now = Instant.now();
    private final Database database;

    private WorkBench(String url) throws Exception {
        database = wait(Database.open(
                vertx,
                DatabaseAddress.parse(url),
                new DatabaseConfig(url, 8, 80, Duration.ofSeconds(5), Duration.ofSeconds(60), true),
                "bench"));
    }

    public static void main(String[] args) throws Exception {
        WorkBench bench = new WorkBench(args[0]);
        System.out.println(bench.store(Integer.parseInt(args[1]), List.of(new WorkProjection(List.of()))));
        System.out.println(bench.read());
        bench.vertx.close();
    }

    private String store(int jobs, List<WorkProjection> projections) throws Exception {
        EventWriter writer = new EventWriter(
                database,
                new Partitions(database),
                new NameBook(database),
                new DeadLetters(database, 10),
                List.copyOf(projections));
        UUID journal = UUID.randomUUID();
        int epoch = wait(writer.claim(journal, "bench")).epoch();
        long began = System.nanoTime();
        long position = 0;
        for (int from = 0; from < jobs; from += BATCH) {
            List<JournaledEvent> events = new ArrayList<>();
            for (int job = from; job < Math.min(jobs, from + BATCH); job++) {
                events.add(event(job));
            }
            wait(writer.write(new Stretch(journal, epoch, Lane.MAIN, position, position + events.size()), events));
            position += events.size();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return String.format(Locale.ROOT, "%,d jobs stored, %,.0f events/s", jobs, jobs / seconds);
    }

    private JournaledEvent event(int job) {
        boolean waits = job % 2 == 0;
        Instant due = now.plusSeconds(random.nextInt(24 * 3_600) - 3 * 3_600L);
        String payload =
                "{\"job_id\":%d,\"platform\":\"p-%d\",\"worker\":\"w-%d\",\"scheduled_for\":\"%s\",\"duration_ms\":%d}"
                        .formatted(job, job % 7, job % 50, due, random.nextInt(5_000));
        long at = Micros.of(now.minusSeconds(random.nextInt(3_600)));
        String type = waits ? "job.scheduled" : job % 31 == 0 ? "job.failed" : "job.succeeded";
        return new JournaledEvent(PROJECT, at, at, UUID.randomUUID(), null, type, null, null, payload);
    }

    private String read() throws Exception {
        LiveView view = new LiveView(Duration.ofHours(1), Duration.ofMinutes(5), List.of(), 50, List.of());
        WorkReader reader = new WorkReader(database, view);
        LivePayload payload = null;
        double[] millis = new double[READINGS];
        for (int i = 0; i < READINGS; i++) {
            long began = System.nanoTime();
            payload = wait(reader.read(List.of(PROJECT), Instant.now())).get(PROJECT);
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(millis);
        return String.format(
                Locale.ROOT,
                "collected %d times: median %.1f ms, p99 %.1f ms; %s",
                READINGS,
                millis[READINGS / 2],
                millis[READINGS * 99 / 100],
                payload);
    }

    private static <T> T wait(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.MINUTES);
    }
}
