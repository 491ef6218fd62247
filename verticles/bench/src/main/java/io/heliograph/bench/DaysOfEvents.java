package io.heliograph.bench;

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
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Finished days full of events, stored by the piece that the drain uses, as if they had come in their time. */
final class DaysOfEvents {
    private static final int BATCH = 5_000;
    private static final int AGENTS = 200;

    private final Random random = new Random(7);

    /** So many events, the same number on each of the days before today; events a second. */
    static double fill(DatabaseAddress address, int events, int days) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            DatabaseConfig config = new DatabaseConfig("", 8, 80, Duration.ofSeconds(5), Duration.ofSeconds(60), true);
            return new DaysOfEvents().store(wait(Database.open(vertx, address, config, "bench")), events, days);
        } finally {
            wait(vertx.close());
        }
    }

    private double store(Database database, int events, int days) throws Exception {
        EventWriter writer = new EventWriter(
                database, new Partitions(database), new NameBook(database), new DeadLetters(database, 10), List.of());
        UUID journal = UUID.randomUUID();
        int epoch = wait(writer.claim(journal, "bench")).epoch();
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        int aDay = events / days;
        long began = System.nanoTime();
        long position = 0;
        for (int day = days; day > 0; day--) {
            long first = Micros.of(today.minusDays(day).atTime(0, 1).toInstant(ZoneOffset.UTC));
            long step = TimeUnit.HOURS.toMicros(23) / aDay;
            for (int from = 0; from < aDay; from += BATCH) {
                List<JournaledEvent> batch = new ArrayList<>();
                for (int n = from; n < Math.min(aDay, from + BATCH); n++) {
                    batch.add(event(first + n * step));
                }
                wait(writer.write(new Stretch(journal, epoch, Lane.MAIN, position, position + batch.size()), batch));
                position += batch.size();
            }
        }
        return position * 1e9 / (System.nanoTime() - began);
    }

    private JournaledEvent event(long at) {
        int n = random.nextInt();
        String type = n % 4 == 0 ? "log.info" : n % 7 == 0 ? "llm.call" : "hardware.gpu";
        String payload =
                "{\"temperature_c\":%d,\"utilization_pct\":%d,\"power_w\":%.2f,\"memory_mb\":%d,\"host\":\"gpu-%d\",\"message\":\"step %d done\"}"
                        .formatted(
                                40 + random.nextInt(50),
                                random.nextInt(100),
                                100 + random.nextDouble() * 250,
                                random.nextInt(80_000),
                                random.nextInt(AGENTS),
                                random.nextInt(1_000_000));
        return new JournaledEvent(
                "default",
                at,
                at,
                new UUID(random.nextLong(), random.nextLong()),
                null,
                type,
                "bench",
                "agent-" + random.nextInt(AGENTS),
                payload);
    }

    private static <T> T wait(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.MINUTES);
    }
}
